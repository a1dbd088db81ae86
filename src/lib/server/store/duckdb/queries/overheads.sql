-- What gateways add to successful requests: duration − upstream. Where the provider took longer than the whole, no part
-- can be told. Percentiles of at most $most requests; few records have an upstream time at all.
WITH part AS (
  SELECT /*keys*/ u.duration_us - u.upstream_us AS us, u.upstream_us BETWEEN 0 AND u.duration_us AS possible
  FROM usage AS u
  WHERE u.upstream_us IS NOT NULL AND u.timed AND u.duration_us IS NOT NULL AND /*scope*/
), cell AS (
  SELECT *, (SELECT count(*) FROM part) <= $most AS few FROM part
)
SELECT
  /*names*/
  count(*) FILTER (cell.possible) AS measured,
  count(*) FILTER (NOT cell.possible) AS impossible,
  avg(cell.us) FILTER (cell.possible) AS mean_us,
  quantile_cont(cell.us, [/*quantiles*/]) FILTER (cell.possible AND cell.few) AS quantiles_us,
  count(*) FILTER (cell.possible AND cell.us <= $budget_us) AS under_budget
FROM cell
/*joins*/
GROUP BY ALL
ORDER BY ALL;
