SELECT
  feature.name AS feature, one.conversations, one.median_turns, one.smallest
FROM (
  SELECT
    u.feature, count(*) AS conversations, quantile_cont(u.turns, 0.5) AS median_turns,
    min(u.first_prompt) AS smallest
  FROM conversation AS u
  WHERE /*scope*/
  GROUP BY u.feature
) AS one
LEFT JOIN label AS feature ON feature.kind = 'feature' AND feature.id = one.feature
ORDER BY one.conversations DESC, feature.name;
