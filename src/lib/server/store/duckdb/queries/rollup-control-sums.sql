-- The same sums as upload-control-sums.sql, of a rollup.
SELECT
  coalesce(sum(records), 0)::BIGINT AS records,
  coalesce(sum(uncached_input), 0)::BIGINT AS uncached_input,
  coalesce(sum(cached_input), 0)::BIGINT AS cached_input,
  coalesce(sum(cache_write_5m), 0)::BIGINT AS cache_write_5m,
  coalesce(sum(cache_write_1h), 0)::BIGINT AS cache_write_1h,
  coalesce(sum(output), 0)::BIGINT AS output,
  coalesce(sum(audio_input), 0)::BIGINT AS audio_input,
  coalesce(sum(cached_audio_input), 0)::BIGINT AS cached_audio_input,
  coalesce(sum(audio_output), 0)::BIGINT AS audio_output,
  coalesce(sum(image_input), 0)::BIGINT AS image_input,
  coalesce(sum(cached_image_input), 0)::BIGINT AS cached_image_input,
  coalesce(sum(image_output), 0)::BIGINT AS image_output,
  coalesce(sum(reasoning), 0)::BIGINT AS reasoning,
  coalesce(sum(charged), 0)::DECIMAL(38, 12) AS charged
FROM /*rollup*/
WHERE upload = $upload;
