-- How many are open at one time, by day: the most, the first moment with so many, and what the day adds. Levels are
-- looked at after all that happens at one moment; a moment is a number of units since 1970, of which a day has $units.
WITH changes AS (/*changes*/), marked AS (
  SELECT /*moment*/ AS moment, sum(change)::INTEGER AS change FROM changes GROUP BY 1
), level AS (
  SELECT moment, change, (sum(change) OVER (ORDER BY moment ROWS UNBOUNDED PRECEDING))::BIGINT AS open FROM marked
)
SELECT
  (moment // $units::BIGINT)::INTEGER AS day, max(open) AS peak, sum(change)::BIGINT AS net,
  -- Of equal peaks the first.
  arg_max(moment, open * $units::BIGINT - moment % $units::BIGINT) AS moment
FROM level
GROUP BY day
ORDER BY day;
