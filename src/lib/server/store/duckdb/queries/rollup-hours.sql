INSERT INTO usage_hour
SELECT
  (epoch_us(starts_at) // 3600000000)::INTEGER AS hour,
  upload, route, provider, model, tier, prompt_over, charged_currency, feature, region, project, outcome,
  count(*),
  coalesce(sum(requests), 0)::BIGINT,
  count(*) - count(requests),
  sum(uncached_input)::BIGINT,
  sum(cached_input)::BIGINT,
  sum(cache_write_5m)::BIGINT,
  sum(cache_write_1h)::BIGINT,
  sum(output)::BIGINT,
  sum(audio_input)::BIGINT,
  sum(cached_audio_input)::BIGINT,
  sum(audio_output)::BIGINT,
  sum(image_input)::BIGINT,
  sum(cached_image_input)::BIGINT,
  sum(image_output)::BIGINT,
  coalesce(sum(reasoning), 0)::BIGINT,
  coalesce(sum(charged), 0)::DECIMAL(38, 12)
FROM usage
WHERE upload = $upload
GROUP BY ALL
ORDER BY hour;
