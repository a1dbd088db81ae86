-- How many are open at whole minutes, looked at a day: the most, and what the day adds.
WITH changes AS (/*changes*/), marked AS (
  SELECT (moment // 60000000 + 1) * 60000000 AS moment, sum(change)::INTEGER AS change FROM changes GROUP BY 1
), level AS (
  SELECT moment, change, sum(change) OVER (ORDER BY moment ROWS UNBOUNDED PRECEDING) AS open FROM marked
), peak AS (
  SELECT (moment // 86400000000)::INTEGER AS day, max(open)::BIGINT AS peak, sum(change)::BIGINT AS net
  FROM level
  GROUP BY day
)
-- Of equal peaks the first.
SELECT peak.*, (SELECT min(moment) FROM level WHERE open = (SELECT max(peak) FROM peak)) AS moment
FROM peak
ORDER BY day;
