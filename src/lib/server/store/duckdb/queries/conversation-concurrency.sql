-- A conversation is open from its first turn until $timeout microseconds after its last; a longer pause closes it in
-- between. How many are open is the sum of openings and closings so far: after each moment of them, or at the marks
-- that moments are put to.
WITH chosen AS (
  SELECT u.id, u.first_at, u.last_at FROM conversation AS u WHERE /*scope*/
), pause AS (
  SELECT epoch_us(gap.ended_at) AS ended, gap.micros
  FROM conversation_gap AS gap
  JOIN chosen ON chosen.id = gap.conversation
  WHERE gap.micros > $timeout::BIGINT
), changes AS (
  SELECT epoch_us(first_at) AS moment, 1 AS change FROM chosen
  UNION ALL SELECT epoch_us(last_at) + $timeout::BIGINT + 1, -1 FROM chosen
  UNION ALL SELECT ended, 1 FROM pause
  UNION ALL SELECT ended - micros + $timeout::BIGINT + 1, -1 FROM pause
), marked AS (
  SELECT /*mark*/ AS moment, sum(change)::INTEGER AS change FROM changes GROUP BY 1
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
