-- Conversations with a request on a route in the $within microseconds up to each moment. Moments are looked up by the
-- two stretches of that length that they reach into.
WITH moment AS (
  SELECT DISTINCT unnest($moments::BIGINT[]) AS at
), stretch AS (
  SELECT at, at // $within::BIGINT - back AS nth FROM moment CROSS JOIN (VALUES (0), (1)) AS step(back)
)
SELECT stretch.at, count(DISTINCT u.conversation) AS conversations
FROM usage AS u
JOIN stretch ON epoch_us(u.starts_at) // $within::BIGINT = stretch.nth
WHERE epoch_us(u.starts_at) <= stretch.at
  AND epoch_us(u.starts_at) > stretch.at - $within::BIGINT
  AND u.conversation IS NOT NULL AND u.bucket_seconds = 0
  AND u.route IN (SELECT id FROM label WHERE kind = 'route' AND name = $relay)
  AND /*scope*/
GROUP BY stretch.at;
