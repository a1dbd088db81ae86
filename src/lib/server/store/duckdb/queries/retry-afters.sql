-- Rate-limited requests per route, and how long those that say so said to wait.
SELECT
  route.name AS route, count(*) AS rate_limited, count(u.retry_after_us) AS told,
  quantile_cont(u.retry_after_us, 0.5)::DOUBLE AS median_us, min(u.retry_after_us) AS least_us,
  max(u.retry_after_us) AS most_us
FROM usage AS u
JOIN label AS route ON route.kind = 'route' AND route.id = u.route
WHERE u.outcome = $rate_limited AND /*scope*/
GROUP BY route.name
ORDER BY route.name;
