-- Requests set aside that no upload of the same data set has any more, be it replaced; of several uploads, those of the earliest.
CREATE OR REPLACE TEMP TABLE freed AS
SELECT one.rowid AS id, one.upload
FROM held_back AS one
JOIN upload ON upload.seq = one.upload
ANTI JOIN (
  SELECT known.request_id, known.route, known.provider, of.sample
  FROM (
    SELECT upload, request_id, route, provider FROM usage
    UNION ALL
    SELECT upload, request_id, route, provider FROM replaced
  ) AS known
  JOIN upload AS of ON of.seq = known.upload
  WHERE known.request_id IS NOT NULL
) AS there
  ON there.request_id = one.request_id AND there.route = one.route AND there.provider = one.provider
  AND there.sample = upload.sample
QUALIFY row_number() OVER (
  PARTITION BY upload.sample, one.request_id, one.route, one.provider ORDER BY one.upload
) = 1;
