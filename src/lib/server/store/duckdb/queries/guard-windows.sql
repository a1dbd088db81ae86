-- Two routes side by side in windows of $window microseconds, where the relay served. Only single requests tell when
-- they ran. Percentiles are of windows with enough requests on both routes: the others are not judged.
WITH side AS (
  SELECT id AS route, name = $relay AS relay FROM label WHERE kind = 'route' AND name IN ($official, $relay)
), served AS (
  SELECT
    epoch_us(u.starts_at) // $window::BIGINT AS nth, side.relay,
    /*counts*/
    quantile_cont(u.duration_us, 0.95) FILTER (u.timed) AS p95
  FROM usage AS u
  JOIN side USING (route)
  WHERE u.bucket_seconds = 0 AND u.requests = 1 AND /*scope*/
  GROUP BY ALL
)
SELECT
  nth,
  /*sides*/
  CASE WHEN count(*) = 2 AND min(requests) >= $least THEN round(max(p95) FILTER (NOT relay))::BIGINT END AS official_p95,
  CASE WHEN count(*) = 2 AND min(requests) >= $least THEN round(max(p95) FILTER (relay))::BIGINT END AS relay_p95
FROM served
GROUP BY nth
HAVING bool_or(relay)
ORDER BY nth;
