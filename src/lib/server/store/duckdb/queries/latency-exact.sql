-- Percentiles by linear interpolation between closest ranks, over the records of a scope. Groups are of ids until they
-- are summed, and of whole microseconds in the narrowest type: names, DOUBLE and BIGINT take twice the time.
SELECT /*names*/ cell.measured, cell.mean_us, cell.quantiles_us, cell.under_budget, cell.fractional
FROM (
  SELECT
    /*keys*/
    count(*) AS measured,
    avg(u.us) AS mean_us,
    quantile_cont(u.us, [/*quantiles*/]) AS quantiles_us,
    count(*) FILTER (u.us <= $budget_us) AS under_budget,
    count(*) FILTER (u.us % 1000000 <> 0) AS fractional
  FROM (
    SELECT u.starts_at, u.route, u.region, /*model*/ AS model, u./*metric*/::/*type*/ AS us
    FROM usage AS u
    /*same models*/
    WHERE u.timed AND u./*metric*/ IS NOT NULL AND /*scope*/
  ) AS u
  GROUP BY ALL
) AS cell
/*joins*/;
