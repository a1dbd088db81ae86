-- The ledger row of a cost export: its extent and what it can answer come of its charges.
UPDATE upload
SET first_at = now.first_at, last_at = now.last_at, has_charged = true
FROM (
  SELECT
    make_timestamp(min(day)::BIGINT * 86400000000) AS first_at,
    make_timestamp((max(day) + 1)::BIGINT * 86400000000) AS last_at
  FROM charge
  WHERE upload = $upload
) AS now
WHERE upload.seq = $upload;
