-- Conversations with a request on a route in the $within microseconds up to each moment. Moments are looked up by the
-- two stretches of that length that they reach into.
WITH asked AS (
  SELECT DISTINCT unnest($moments::BIGINT[]) AS moment
), stretch AS (
  SELECT moment, moment // $within::BIGINT - back AS nth FROM asked CROSS JOIN (VALUES (0), (1)) AS step(back)
)
SELECT stretch.moment, count(DISTINCT u.conversation) AS conversations
FROM usage AS u
JOIN stretch ON epoch_us(u.starts_at) // $within::BIGINT = stretch.nth
WHERE epoch_us(u.starts_at) <= stretch.moment
  AND epoch_us(u.starts_at) > stretch.moment - $within::BIGINT
  AND u.conversation IS NOT NULL AND u.bucket_seconds = 0
  AND u.route IN (SELECT id FROM label WHERE kind = 'route' AND name = $relay)
  AND /*scope*/
GROUP BY stretch.moment;
