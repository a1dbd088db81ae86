-- Requests about to count again that another upload has brought since.
CREATE OR REPLACE TEMP TABLE twins AS
SELECT again.rowid AS id
FROM replaced AS again
JOIN upload AS of ON of.seq = again.upload
SEMI JOIN (
  SELECT usage.request_id, usage.route, usage.provider, upload.sample
  FROM usage
  JOIN upload ON upload.seq = usage.upload
  WHERE usage.request_id IS NOT NULL
) AS there
  ON there.request_id = again.request_id AND there.route = again.route AND there.provider = again.provider
  AND there.sample = of.sample
WHERE again.replaced_by = /*gone*/;
