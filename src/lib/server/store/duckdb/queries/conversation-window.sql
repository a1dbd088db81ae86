-- Ways to send the same conversations. With a window, turn k leaves out what turns before those that are kept held, but for the
-- system prompt; it never leaves out more than it resends. From then on the prompt's front changes at every turn, so
-- that a cache holds the system prompt only. `low` and `high` take the system prompt as nothing, and as the whole first
-- prompt of each conversation. Counts are DOUBLE, which is exact up to 2^53 and sums fastest. `held` is what a cache holds that
-- finds all history, `warm` one that finds what was sent at most five minutes before: neither less than what was cached.
WITH system AS (
  SELECT u.feature, min(u.first_prompt) AS tokens FROM conversation AS u WHERE /*scope*/ GROUP BY u.feature
), chosen AS (
  SELECT u.id, u.first_prompt, system.tokens AS system
  FROM conversation AS u
  JOIN system USING (feature)
  WHERE /*scope*/ AND u.id % $every = 0
), past AS (
  SELECT
    turn.route, turn.provider, turn.model, turn.tier, turn.prompt::DOUBLE AS prompt, turn.cached::DOUBLE AS cached,
    turn.written::DOUBLE AS written,
    least(turn.prompt, greatest(turn.cached, turn.resent))::DOUBLE AS held,
    CASE WHEN turn.gap <= 300000000 THEN least(turn.prompt, greatest(turn.cached, turn.resent)) ELSE turn.cached END::DOUBLE AS warm,
    coalesce($system::DOUBLE, chosen.system, 0) AS system,
    coalesce($system::DOUBLE, 0) AS system_low,
    coalesce($system::DOUBLE, chosen.first_prompt, 0) AS system_high,
    least(turn.resent, /*before window*/)::DOUBLE AS past
  FROM conversation_turn AS turn
  JOIN chosen ON chosen.id = turn.conversation
), sent AS (
  SELECT
    *,
    prompt - CASE WHEN past > system THEN past - system ELSE 0 END AS window_prompt,
    prompt - CASE WHEN past > system_low THEN past - system_low ELSE 0 END AS low_prompt,
    prompt - CASE WHEN past > system_high THEN past - system_high ELSE 0 END AS high_prompt,
    -- The most that a cache holds once the window slides.
    CASE WHEN past > system THEN system ELSE 1e18 END AS most,
    CASE WHEN past > system_low THEN system_low ELSE 1e18 END AS low_most,
    CASE WHEN past > system_high THEN system_high ELSE 1e18 END AS high_most
  FROM past
), summed AS (
  SELECT
    route, provider, model, tier, /*bound of prompt*/ AS bound, /*bound of window*/ AS window_bound,
    [
      sum(prompt), sum(cached), sum(written),
      sum(prompt), sum(held), sum(prompt - held),
      sum(prompt), sum(warm), sum(prompt - warm)
    ] AS sent,
    [
      sum(window_prompt),
      sum(CASE WHEN cached > most THEN most ELSE cached END),
      sum(CASE WHEN past > system THEN 0 ELSE written END),
      sum(low_prompt),
      sum(CASE WHEN cached > low_most THEN low_most ELSE cached END),
      sum(CASE WHEN past > system_low THEN 0 ELSE written END),
      sum(high_prompt),
      sum(CASE WHEN cached > high_most THEN high_most ELSE cached END),
      sum(CASE WHEN past > system_high THEN 0 ELSE written END),
      sum(window_prompt),
      sum(CASE WHEN held > most THEN most ELSE held END),
      sum(CASE WHEN past > system THEN 0 ELSE prompt - held END),
      sum(low_prompt),
      sum(CASE WHEN held > low_most THEN low_most ELSE held END),
      sum(CASE WHEN past > system_low THEN 0 ELSE prompt - held END),
      sum(high_prompt),
      sum(CASE WHEN warm > high_most THEN high_most ELSE warm END),
      sum(CASE WHEN past > system_high THEN 0 ELSE prompt - warm END)
    ] AS windowed
  FROM sent
  GROUP BY route, provider, model, tier, bound, window_bound
)
SELECT
  route.name AS route, provider.name AS provider, model.name AS model, tier.name AS tier,
  summed.bound, summed.window_bound, summed.sent, summed.windowed
FROM summed
JOIN label AS route ON route.kind = 'route' AND route.id = summed.route
JOIN label AS model ON model.kind = 'model' AND model.id = summed.model
LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.id = summed.provider
LEFT JOIN label AS tier ON tier.kind = 'tier' AND tier.id = summed.tier
ORDER BY ALL;
