-- The ledger row of an upload of which more or fewer rows count than before; read stays what it was.
UPDATE upload
SET
  rows_accepted = now.accepted,
  rows_ignored = $ignored,
  ignored_kinds = $ignored_kinds,
  rows_duplicate = rows_read - rows_rejected - $ignored - now.accepted,
  first_at = now.first_at,
  last_at = now.last_at,
  has_latency = now.has_latency,
  has_ttft = now.has_ttft,
  has_errors = now.has_errors,
  has_charged = now.has_charged,
  has_conversations = now.has_conversations,
  has_request_ids = now.has_request_ids,
  sketched = false
FROM (
  SELECT
    count(*) AS accepted,
    min(starts_at) AS first_at,
    make_timestamp(max((epoch_us(starts_at) // 1000000 + greatest(bucket_seconds, 1)) * 1000000)) AS last_at,
    count(duration_us) > 0 AS has_latency,
    count(ttft_us) > 0 AS has_ttft,
    coalesce(max(outcome), 0) > 0 AS has_errors,
    coalesce(max(charged_currency), 0) > 0 AS has_charged,
    count(conversation) > 0 AS has_conversations,
    count(request_id) > 0 AS has_request_ids
  FROM (
    SELECT
      starts_at, bucket_seconds, duration_us, ttft_us, outcome, charged_currency, conversation, request_id
    FROM usage
    WHERE upload = $upload
    UNION ALL BY NAME
    SELECT
      make_timestamp(day::BIGINT * 86400000000) AS starts_at, 86400 AS bucket_seconds,
      currency AS charged_currency
    FROM charge
    WHERE upload = $upload
  ) AS counting
) AS now
WHERE upload.seq = $upload;
