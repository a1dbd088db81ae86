-- Latencies by route, hour of the day (UTC) and bucket (see latency_stratum), over the records of a scope.
SELECT
  route.name AS route, cell.hour AS hour, cell.bucket AS bucket, cell.measured AS measured,
  cell.low_us AS low_us, cell.high_us AS high_us, cell.sum_us AS sum_us
FROM (
  SELECT
    u.route,
    (epoch_us(u.starts_at) // 3600000000 % 24)::INTEGER AS hour,
    CASE WHEN u./*metric*/ = 0 THEN -1 ELSE ceil(log2(u./*metric*/) * 12) END::SMALLINT AS bucket,
    count(*) AS measured,
    min(u./*metric*/) AS low_us,
    max(u./*metric*/) AS high_us,
    sum(u./*metric*/)::BIGINT AS sum_us
  FROM usage AS u
  WHERE u.timed AND u./*metric*/ IS NOT NULL AND /*scope*/
  GROUP BY ALL
) AS cell
JOIN label AS route ON route.kind = 'route' AND route.id = cell.route
ORDER BY ALL;
