-- Latencies of each route in buckets.
WITH cells AS (/*cells*/)
SELECT
  route.name AS route, cell.bucket AS bucket, cell.measured AS measured,
  cell.low_us AS low_us, cell.high_us AS high_us, cell.sum_us AS sum_us
FROM (
  SELECT
    u.route, u.bucket, sum(u.measured)::BIGINT AS measured,
    min(u.low_us) AS low_us, max(u.high_us) AS high_us, sum(u.sum_us)::BIGINT AS sum_us
  FROM cells AS u
  GROUP BY ALL
) AS cell
JOIN label AS route ON route.kind = 'route' AND route.id = cell.route
ORDER BY ALL;
