-- Percentiles by route and hour of the day (UTC), over the records of a scope.
SELECT
  route.name AS route, cell.hour AS hour, cell.measured AS measured, cell.quantiles_us AS quantiles_us
FROM (
  SELECT
    u.route,
    (epoch_us(u.starts_at) // 3600000000 % 24)::INTEGER AS hour,
    count(*) AS measured,
    quantile_cont(u./*metric*/::DOUBLE, [/*quantiles*/]) AS quantiles_us
  FROM usage AS u
  WHERE u.timed AND u./*metric*/ IS NOT NULL AND /*scope*/
  GROUP BY ALL
) AS cell
JOIN label AS route ON route.kind = 'route' AND route.id = cell.route
ORDER BY ALL;
