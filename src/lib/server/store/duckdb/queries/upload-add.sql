INSERT INTO upload
SELECT
  $upload, $ref, $name, $format, $route, $bytes, $sha256, $read, $accepted, $duplicate, $rejected, $ignored,
  $ignored_kinds,
  min(starts_at),
  make_timestamp(max((epoch_us(starts_at) // 1000000 + greatest(bucket_seconds, 1)) * 1000000)),
  EXISTS (SELECT 1 FROM usage WHERE upload = $upload AND duration_us IS NOT NULL),
  EXISTS (SELECT 1 FROM usage WHERE upload = $upload AND ttft_us IS NOT NULL),
  EXISTS (SELECT 1 FROM usage WHERE upload = $upload AND outcome > 0),
  EXISTS (SELECT 1 FROM usage WHERE upload = $upload AND charged_currency > 0),
  EXISTS (SELECT 1 FROM usage WHERE upload = $upload AND conversation IS NOT NULL),
  $has_cached,
  EXISTS (SELECT 1 FROM usage WHERE upload = $upload AND request_id IS NOT NULL),
  false,
  $issues, $received_at::TIMESTAMPTZ::TIMESTAMP, $sample, $uploaded_by
FROM usage
WHERE upload = $upload;
