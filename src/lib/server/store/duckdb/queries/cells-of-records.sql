-- Records summed by hour or day as the rollups keep them, with more keys where asked for.
SELECT
  /*time*/,
  u.upload, u.route, u.provider, u.model, u.tier, u.prompt_over, u.charged_currency,
  u.outcome, /*keys*/
  count(*) AS records,
  coalesce(sum(u.requests), 0)::BIGINT AS requests,
  count(*) - count(u.requests) AS records_without_requests,
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
  coalesce(sum(u.reasoning), 0)::BIGINT AS reasoning,
  coalesce(sum(u.charged), 0)::DECIMAL(38, 12) AS charged,
  count(u.duration_us) FILTER (u.timed) AS measured_duration,
  count(u.ttft_us) FILTER (u.timed) AS measured_ttft
FROM /*records*/ AS u
WHERE /*scope*/
GROUP BY ALL
