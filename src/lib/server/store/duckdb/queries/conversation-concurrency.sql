-- A conversation is open from its first turn until $timeout microseconds after its last; a longer pause closes it in
-- between. Openings and closings in order of time: the sum up to each is how many are open.
WITH chosen AS (
  SELECT u.id, u.first_at, u.last_at FROM conversation AS u WHERE /*scope*/
), pause AS (
  SELECT epoch_us(gap.ended_at) AS ended, gap.micros
  FROM conversation_gap AS gap
  SEMI JOIN chosen ON chosen.id = gap.conversation
  WHERE gap.micros > $timeout::BIGINT
), changes AS (
  SELECT epoch_us(first_at) AS moment, 1 AS change FROM chosen
  UNION ALL SELECT epoch_us(last_at) + $timeout::BIGINT + 1, -1 FROM chosen
  UNION ALL SELECT ended, 1 FROM pause
  UNION ALL SELECT ended - micros + $timeout::BIGINT + 1, -1 FROM pause
), level AS (
  SELECT moment, change, sum(change) OVER (ORDER BY moment, change ROWS UNBOUNDED PRECEDING) AS open FROM changes
)
-- Of equal peaks the first.
SELECT
  (moment // 86400000000)::INTEGER AS day, max(open)::BIGINT AS peak, sum(change)::BIGINT AS net,
  arg_max(moment, (open, -moment))::BIGINT AS moment
FROM level
GROUP BY day
ORDER BY day;
