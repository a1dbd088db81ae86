-- A conversation is open from its first turn until $timeout microseconds after its last; a longer pause closes it in
-- between. How many are open is the sum of openings (1) and closings (−1) so far.
WITH chosen AS (
  SELECT epoch_us(u.first_at) AS first_at, epoch_us(u.last_at) AS last_at
  FROM conversation AS u
  WHERE /*scope*/
), pause AS (
  SELECT epoch_us(u.ended_at) AS ended, u.micros
  FROM conversation_gap AS u
  WHERE /*scope of pauses*/ AND u.micros > $timeout::BIGINT
)
SELECT first_at AS moment, 1::TINYINT AS change FROM chosen
UNION ALL SELECT last_at + $timeout::BIGINT + 1, -1 FROM chosen
UNION ALL SELECT ended, 1 FROM pause
UNION ALL SELECT ended - micros + $timeout::BIGINT + 1, -1 FROM pause
