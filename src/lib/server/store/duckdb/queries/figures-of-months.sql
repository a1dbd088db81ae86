-- All that figures of months are worked out from: sums of one's own usage and charges, whichever uploads they are of.
SELECT
  strftime(DATE '1970-01-01' + u.day, '%Y-%m') AS month, u.day, u.route, u.provider, u.model, u.tier, u.prompt_over,
  u.charged_currency, '' AS line_item, '' AS token_class,
  sum(u.records)::BIGINT AS records,
  sum(u.requests)::BIGINT AS requests,
  sum(u.records_without_requests)::BIGINT AS records_without_requests,
  sum(u.uncached_input)::BIGINT AS uncached_input,
  sum(u.cached_input)::BIGINT AS cached_input,
  sum(u.cache_write_5m)::BIGINT AS cache_write_5m,
  sum(u.cache_write_1h)::BIGINT AS cache_write_1h,
  sum(u.output)::BIGINT AS output,
  sum(u.audio_input)::BIGINT AS audio_input,
  sum(u.cached_audio_input)::BIGINT AS cached_audio_input,
  sum(u.audio_output)::BIGINT AS audio_output,
  sum(u.image_input)::BIGINT AS image_input,
  sum(u.cached_image_input)::BIGINT AS cached_image_input,
  sum(u.image_output)::BIGINT AS image_output,
  sum(u.reasoning)::BIGINT AS reasoning,
  sum(u.charged)::DECIMAL(38, 12) AS charged
FROM usage_day AS u
WHERE u.upload IN (SELECT seq FROM upload WHERE NOT sample)
  AND strftime(DATE '1970-01-01' + u.day, '%Y-%m') IN (SELECT unnest($months::VARCHAR[]))
GROUP BY ALL
UNION ALL BY NAME
SELECT
  strftime(DATE '1970-01-01' + c.day, '%Y-%m') AS month, c.day, c.route, c.provider, c.model, c.tier,
  c.currency AS charged_currency, coalesce(c.line_item, '') AS line_item, coalesce(c.token_class, '') AS token_class,
  count(*) AS records,
  sum(c.amount)::DECIMAL(38, 12) AS charged
FROM charge AS c
WHERE c.upload IN (SELECT seq FROM upload WHERE NOT sample)
  AND strftime(DATE '1970-01-01' + c.day, '%Y-%m') IN (SELECT unnest($months::VARCHAR[]))
GROUP BY ALL;
