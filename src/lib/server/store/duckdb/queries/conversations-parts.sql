-- The turns in `sequence` summed by what decides their price: table `part`, with all that profiles are made of.
CREATE OR REPLACE TEMP TABLE part AS
SELECT
  key, (epoch_us(starts_at) // 86400000000)::INTEGER AS day, route, provider, model, tier, prompt_over,
  count(*)::INTEGER AS turns, /*sums*/
  min(starts_at) AS first_at, max(starts_at) AS last_at,
  count(*) FILTER (prompt > 0) AS answered, count(*) FILTER (failed) AS errors,
  max(feature) FILTER (turn = 1) AS feature, max(region) FILTER (turn = 1) AS region,
  max(prompt) FILTER (prompt > 0 AND prompt_before IS NULL) AS first_prompt,
  count(*) FILTER (prompt > 0 AND prompt < prompt_before) AS trims,
  coalesce(sum(prompt_before - prompt) FILTER (prompt > 0 AND prompt < prompt_before), 0)::BIGINT AS trimmed
FROM sequence
GROUP BY key, day, route, provider, model, tier, prompt_over;
