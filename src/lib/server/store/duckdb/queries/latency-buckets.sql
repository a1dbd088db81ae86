-- Latencies of a scope's records in buckets per group, ascending; bucketed as in rollup-latencies.sql.
SELECT
  /*names*/
  cell.bucket AS bucket,
  sum(cell.measured)::BIGINT AS measured,
  sum(cell.sum_us)::DOUBLE AS sum_us,
  sum(cell.fractional)::BIGINT AS fractional
FROM (
  SELECT
    /*keys*/
    CASE WHEN u.us = 0 THEN -1 ELSE ceil(ln(u.us) / ln(1.016))::INTEGER END AS bucket,
    count(*) AS measured,
    sum(u.us) AS sum_us,
    count(*) FILTER (u.us % 1000000 <> 0) AS fractional
  FROM (SELECT *, /*metric*/ AS us FROM usage) AS u
  WHERE u.timed AND u.us IS NOT NULL AND /*scope*/
  GROUP BY ALL
) AS cell
/*joins*/
GROUP BY ALL
ORDER BY bucket;
