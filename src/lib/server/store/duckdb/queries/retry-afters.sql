-- Rate-limited requests that say how long to wait, per route. Few records do: where none does, none is read.
SELECT
  route.name AS route, count(*) AS told, quantile_cont(u.retry_after_us, 0.5)::DOUBLE AS median_us,
  min(u.retry_after_us) AS least_us, max(u.retry_after_us) AS most_us
FROM usage AS u
JOIN label AS route ON route.kind = 'route' AND route.id = u.route
WHERE u.retry_after_us IS NOT NULL AND u.outcome = $rate_limited AND /*scope*/
GROUP BY route.name
ORDER BY route.name;
