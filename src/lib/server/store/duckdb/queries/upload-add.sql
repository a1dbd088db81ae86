INSERT INTO upload
SELECT
  $upload, $ref, $name, $format, $route, $bytes, $sha256, $read, $accepted, $duplicate, $rejected, $ignored,
  $ignored_kinds,
  min(starts_at),
  make_timestamp(max((epoch_us(starts_at) // 1000000 + greatest(bucket_seconds, 1)) * 1000000)),
  count(duration_us) > 0,
  count(ttft_us) > 0,
  coalesce(max(outcome), 0) > 0,
  coalesce(max(charged_currency), 0) > 0,
  count(conversation) > 0,
  $has_cached,
  count(request_id) > 0,
  false,
  $issues, $received_at::TIMESTAMPTZ::TIMESTAMP, $sample, $uploaded_by
FROM usage
WHERE upload = $upload;
