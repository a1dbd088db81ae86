-- Ways to send the same conversations. With a window, turn k leaves out what turns 1 … k − 1 − $kept held, but for the
-- system prompt; it never leaves out more than it resends. From then on the prompt's front changes at every turn, so
-- that a cache holds the system prompt only. `low` and `high` take the system prompt as nothing, and as the whole first
-- prompt of each conversation. Counts are DOUBLE, which is exact up to 2^53 and sums fastest. `warm` history was sent at most five minutes before.
WITH chosen AS (
  SELECT u.id, u.feature, u.first_prompt FROM conversation AS u WHERE /*scope*/
), system AS (
  SELECT feature, min(first_prompt) AS tokens FROM chosen GROUP BY feature
), past AS (
  SELECT
    turn.route, turn.provider, turn.model, turn.tier, turn.prompt::DOUBLE AS prompt, turn.cached::DOUBLE AS cached,
    turn.written::DOUBLE AS written, turn.resent::DOUBLE AS resent,
    CASE WHEN turn.gap <= 300000000 THEN turn.resent ELSE 0 END::DOUBLE AS warm,
    coalesce($system::DOUBLE, system.tokens, 0) AS system,
    coalesce($system::DOUBLE, 0) AS system_low,
    coalesce($system::DOUBLE, chosen.first_prompt, 0) AS system_high,
    least(
      turn.resent,
      lag(turn.prompt + turn.output, $kept::INTEGER + 1, 0::BIGINT) OVER (PARTITION BY turn.conversation ORDER BY turn.nth)
    )::DOUBLE AS past
  FROM conversation_turn AS turn
  JOIN chosen ON chosen.id = turn.conversation
  JOIN system ON system.feature = chosen.feature
), sent AS (
  SELECT
    *,
    prompt - greatest(past - system, 0) AS window_prompt, past > system AS slid,
    prompt - greatest(past - system_low, 0) AS low_prompt, past > system_low AS low_slid,
    prompt - greatest(past - system_high, 0) AS high_prompt, past > system_high AS high_slid
  FROM past
), summed AS (
  SELECT
    route, provider, model, tier, /*bound of prompt*/ AS bound, false AS windowed,
    [
      sum(prompt), sum(cached), sum(written),
      sum(prompt), sum(resent), sum(prompt - resent),
      sum(prompt), sum(warm), sum(prompt - warm)
    ] AS sums
  FROM sent
  GROUP BY route, provider, model, tier, bound
  UNION ALL
  SELECT
    route, provider, model, tier, /*bound of window*/ AS bound, true,
    [
      sum(window_prompt),
      sum(CASE WHEN slid THEN least(cached, system) ELSE cached END),
      coalesce(sum(written) FILTER (NOT slid), 0),
      sum(low_prompt),
      sum(CASE WHEN low_slid THEN least(cached, system_low) ELSE cached END),
      coalesce(sum(written) FILTER (NOT low_slid), 0),
      sum(high_prompt),
      sum(CASE WHEN high_slid THEN least(cached, system_high) ELSE cached END),
      coalesce(sum(written) FILTER (NOT high_slid), 0),
      sum(window_prompt),
      sum(CASE WHEN slid THEN least(resent, system) ELSE resent END),
      coalesce(sum(prompt - resent) FILTER (NOT slid), 0),
      sum(low_prompt),
      sum(CASE WHEN low_slid THEN least(resent, system_low) ELSE resent END),
      coalesce(sum(prompt - resent) FILTER (NOT low_slid), 0),
      sum(high_prompt),
      sum(CASE WHEN high_slid THEN least(warm, system_high) ELSE warm END),
      coalesce(sum(prompt - warm) FILTER (NOT high_slid), 0)
    ]
  FROM sent
  GROUP BY route, provider, model, tier, bound
)
SELECT
  route.name AS route, provider.name AS provider, model.name AS model, tier.name AS tier,
  summed.bound, summed.windowed, summed.sums
FROM summed
JOIN label AS route ON route.kind = 'route' AND route.id = summed.route
JOIN label AS model ON model.kind = 'model' AND model.id = summed.model
LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.id = summed.provider
LEFT JOIN label AS tier ON tier.kind = 'tier' AND tier.id = summed.tier
ORDER BY ALL;
