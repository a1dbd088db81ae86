-- Hours in which either of two routes served at least $least requests.
WITH side AS (
  SELECT id AS route, name = $relay AS relay FROM label WHERE kind = 'route' AND name IN ($official, $relay)
), hours AS (
  SELECT
    epoch_us(u.starts_at) // 3600000000 AS hour,
    coalesce(sum(u.requests) FILTER (NOT side.relay), 0)::BIGINT AS official,
    coalesce(sum(u.requests) FILTER (side.relay), 0)::BIGINT AS relay
  FROM usage AS u
  JOIN side USING (route)
  WHERE u.bucket_seconds <= 3600 AND /*scope*/
  GROUP BY hour
)
SELECT hour, official, relay FROM hours WHERE official >= $least OR relay >= $least ORDER BY hour;
