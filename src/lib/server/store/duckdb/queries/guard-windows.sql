-- Two routes side by side in windows of $window microseconds, where the relay served. Only single requests tell when
-- they ran. Percentiles are of windows with enough requests on both routes: the others are not judged.
WITH side AS (
  SELECT id AS route, name = $relay AS relay FROM label WHERE kind = 'route' AND name IN ($official, $relay)
), single AS NOT MATERIALIZED (
  SELECT
    epoch_us(u.starts_at) // $window::BIGINT AS nth, side.relay, u.outcome,
    CASE WHEN u.timed THEN u.duration_us END AS latency
  FROM usage AS u
  JOIN side USING (route)
  WHERE u.bucket_seconds = 0 AND u.requests = 1 AND /*scope*/
), counts AS (
  SELECT nth, /*counts*/
  FROM single
  GROUP BY nth
  HAVING count(*) FILTER (relay) > 0
), percentile AS (
  SELECT
    nth,
    quantile_cont(latency, 0.95) FILTER (NOT relay) AS official_p95,
    quantile_cont(latency, 0.95) FILTER (relay) AS relay_p95
  FROM single
  SEMI JOIN (
    SELECT nth FROM counts WHERE official_requests >= $least AND relay_requests >= $least
  ) AS enough USING (nth)
  WHERE latency IS NOT NULL
  GROUP BY nth
)
SELECT counts.*, round(official_p95)::BIGINT AS official_p95, round(relay_p95)::BIGINT AS relay_p95
FROM counts
LEFT JOIN percentile USING (nth)
ORDER BY nth;
