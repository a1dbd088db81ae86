-- All usage and charges there are, in single numbers: what cannot be added up here cannot be added up by any question.
SELECT
  coalesce(sum(
    uncached_input + cached_input + cache_write_5m + cache_write_1h + output + audio_input + cached_audio_input
    + audio_output + image_input + cached_image_input + image_output
  ), 0)::BIGINT AS tokens,
  coalesce(sum(requests), 0)::BIGINT AS requests,
  (coalesce(sum(abs(charged)), 0) + (SELECT coalesce(sum(abs(amount)), 0) FROM charge))::DECIMAL(38, 12) AS charged
FROM usage_day;
