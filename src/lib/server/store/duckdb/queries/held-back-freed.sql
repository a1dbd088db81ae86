-- Requests set aside that no upload of the same data set has any more; of several uploads, those of the earliest.
CREATE OR REPLACE TEMP TABLE freed AS
SELECT one.rowid AS id, one.upload
FROM held_back AS one
JOIN upload ON upload.seq = one.upload
ANTI JOIN (
  SELECT usage.request_id, usage.route, usage.provider, of.sample
  FROM usage
  JOIN upload AS of ON of.seq = usage.upload
  WHERE usage.request_id IS NOT NULL
) AS there
  ON there.request_id = one.request_id AND there.route = one.route AND there.provider = one.provider
  AND there.sample = upload.sample
QUALIFY row_number() OVER (
  PARTITION BY upload.sample, one.request_id, one.route, one.provider ORDER BY one.upload
) = 1;
