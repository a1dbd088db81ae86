-- Percentiles by linear interpolation between closest ranks, over the records of a scope.
SELECT
  /*names*/
  count(*) AS measured,
  avg(cell.us) AS mean_us,
  quantile_cont(cell.us::DOUBLE, [/*quantiles*/]) AS quantiles_us,
  count(*) FILTER (cell.us <= $budget_us) AS under_budget,
  count(*) FILTER (cell.us % 1000000 <> 0) AS fractional
FROM (
  SELECT /*keys*/ u./*metric*/ AS us
  FROM usage AS u
  WHERE u.timed AND u./*metric*/ IS NOT NULL AND /*scope*/
) AS cell
/*joins*/
GROUP BY ALL;
