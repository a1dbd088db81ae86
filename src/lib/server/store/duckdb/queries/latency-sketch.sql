-- Buckets of the latency sketch per group, ascending.
SELECT
  /*names*/
  cell.bucket AS bucket,
  sum(cell.measured)::BIGINT AS measured,
  sum(cell.sum_us)::DOUBLE AS sum_us,
  sum(cell.fractional)::BIGINT AS fractional
FROM (
  SELECT
    /*keys*/ u.bucket,
    sum(u.measured) AS measured,
    sum(u.sum_us) AS sum_us,
    sum(u.fractional) AS fractional
  FROM latency_day AS u
  WHERE u.metric = $metric AND /*scope*/
  GROUP BY ALL
) AS cell
/*joins*/
GROUP BY ALL
ORDER BY bucket;
