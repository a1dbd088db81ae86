-- Buckets of the latency sketch per group, ascending.
SELECT
  /*names*/
  cell.bucket AS bucket,
  sum(cell.measured)::BIGINT AS measured,
  sum(cell.sum_us)::DOUBLE AS sum_us,
  sum(cell.fractional)::BIGINT AS fractional
FROM (
  SELECT /*keys*/ u.bucket, u.measured, u.sum_us, u.fractional
  FROM latency_day AS u
  WHERE u.metric = $metric AND /*scope*/
) AS cell
/*joins*/
GROUP BY ALL
ORDER BY bucket;
