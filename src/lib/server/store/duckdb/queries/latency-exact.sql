-- Percentiles by linear interpolation between closest ranks, over the records of a scope. Groups are of ids until they
-- are summed, and of whole microseconds: names and DOUBLE take twice the time.
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
    SELECT u.starts_at, u.route, u.region, same.first_id AS model, u./*metric*/ AS us
    FROM usage AS u
    JOIN (SELECT id, min(id) OVER (PARTITION BY name) AS first_id FROM /*models*/ AS model) AS same ON same.id = u.model
    WHERE u.timed AND u./*metric*/ IS NOT NULL AND /*scope*/
  ) AS u
  GROUP BY ALL
) AS cell
/*joins*/;
