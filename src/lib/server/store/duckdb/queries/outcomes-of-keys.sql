-- Requests and authentication failures by route, key and hour, of the keys that have such failures.
WITH failed AS (
  SELECT DISTINCT u.route, u.api_key
  FROM usage AS u
  WHERE u.outcome = $auth AND /*scope*/
)
SELECT
  route.name AS route,
  key.name AS api_key,
  cell.hour AS hour,
  cell.attempts::BIGINT AS attempts,
  cell.failures::BIGINT AS failures,
  cell.first_at AS first_at,
  cell.last_at AS last_at
FROM (
  SELECT
    u.route, u.api_key,
    (epoch_us(u.starts_at) // 3600000000)::INTEGER AS hour,
    sum(coalesce(u.requests, 1)) AS attempts,
    coalesce(sum(coalesce(u.requests, 1)) FILTER (u.outcome = $auth), 0) AS failures,
    min(u.starts_at) FILTER (u.outcome = $auth) AS first_at,
    max(u.starts_at) FILTER (u.outcome = $auth) AS last_at
  FROM usage AS u
  SEMI JOIN failed ON failed.route = u.route AND failed.api_key = u.api_key
  WHERE u.outcome <> 0 AND /*scope*/
  GROUP BY ALL
) AS cell
JOIN label AS route ON route.kind = 'route' AND route.id = cell.route
LEFT JOIN label AS key ON key.kind = 'api_key' AND key.id = cell.api_key
ORDER BY ALL;
