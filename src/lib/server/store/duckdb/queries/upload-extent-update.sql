-- The ledger row of an upload whose requests, set aside before, count now.
UPDATE upload
SET
  rows_accepted = rows_accepted + $freed,
  rows_duplicate = rows_duplicate - $freed,
  first_at = now.first_at,
  last_at = now.last_at,
  has_latency = now.has_latency,
  has_ttft = now.has_ttft,
  has_errors = now.has_errors,
  has_charged = now.has_charged,
  has_conversations = now.has_conversations,
  has_request_ids = true,
  sketched = false
FROM (
  SELECT
    min(starts_at) AS first_at,
    make_timestamp(max((epoch_us(starts_at) // 1000000 + greatest(bucket_seconds, 1)) * 1000000)) AS last_at,
    count(duration_us) > 0 AS has_latency,
    count(ttft_us) > 0 AS has_ttft,
    coalesce(max(outcome), 0) > 0 AS has_errors,
    coalesce(max(charged_currency), 0) > 0 AS has_charged,
    count(conversation) > 0 AS has_conversations
  FROM usage
  WHERE upload = $upload
) AS now
WHERE upload.seq = $upload;
