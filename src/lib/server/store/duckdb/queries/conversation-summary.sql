-- Conversations by feature and number of turns. An answered turn overflows where it has more than $earlier answered
-- before it. Counts are DOUBLE, which is exact up to 2^53 and sums fastest.
WITH kind AS (
  SELECT
    u.feature, u.turns, count(*) AS conversations,
    sum(u.answered::DOUBLE) AS answered, sum(u.errors::DOUBLE) AS errors,
    sum(u.prompt::DOUBLE) AS prompt, sum(u.output::DOUBLE) AS output, sum(u.resent::DOUBLE) AS resent,
    sum(u.trims::DOUBLE) AS trims, count(*) FILTER (u.trims > 0) AS trimming, sum(u.trimmed::DOUBLE) AS trimmed,
    sum(greatest(u.answered - 1 - $earlier, 0)::DOUBLE) AS overflowing, min(u.first_prompt) AS smallest
  FROM conversation AS u
  WHERE /*scope*/
  GROUP BY u.feature, u.turns
)
SELECT kind.* EXCLUDE (feature), feature.name AS feature
FROM kind
LEFT JOIN label AS feature ON feature.kind = 'feature' AND feature.id = kind.feature
ORDER BY feature.name, kind.turns;
