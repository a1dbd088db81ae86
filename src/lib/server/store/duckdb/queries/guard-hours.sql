-- Hours in which either of two routes served at least $least requests, of records or of their sums by hour.
WITH side AS (
  SELECT id AS route, name = $relay AS relay FROM label WHERE kind = 'route' AND name IN ($official, $relay)
), hours AS (
  SELECT
    /*hour*/ AS hour,
    coalesce(sum(u.requests) FILTER (NOT side.relay), 0)::BIGINT AS official,
    coalesce(sum(u.requests) FILTER (side.relay), 0)::BIGINT AS relay
  FROM /*usage*/ AS u
  JOIN side USING (route)
  WHERE /*scope*/
  GROUP BY ALL
)
SELECT hour, official, relay FROM hours WHERE official >= $least OR relay >= $least ORDER BY hour;
