-- Latencies of two routes per stratum and bucket.
WITH cells AS (/*cells*/)
SELECT
  /*names*/
  route.name AS route,
  cell.bucket AS bucket,
  sum(cell.measured)::BIGINT AS measured,
  min(cell.low_us)::BIGINT AS low_us,
  max(cell.high_us)::BIGINT AS high_us,
  sum(cell.sum_us)::BIGINT AS sum_us
FROM (
  SELECT
    /*keys*/ u.route, u.bucket, sum(u.measured) AS measured,
    min(u.low_us) AS low_us, max(u.high_us) AS high_us, sum(u.sum_us) AS sum_us
  FROM cells AS u
  GROUP BY ALL
) AS cell
JOIN label AS route ON route.kind = 'route' AND route.id = cell.route
/*joins*/
GROUP BY ALL
ORDER BY ALL;
