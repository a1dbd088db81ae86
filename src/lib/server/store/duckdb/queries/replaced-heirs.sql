-- Of requests that go while they are replaced, the copies that others have of them: those stay replaced in their place.
CREATE OR REPLACE TEMP TABLE heirs AS
SELECT heir.rowid AS id, heir.upload, gone.replaced_by
FROM held_back AS heir
JOIN upload AS of ON of.seq = heir.upload
JOIN (
  SELECT replaced.request_id, replaced.route, replaced.provider, upload.sample, max(replaced.replaced_by) AS replaced_by
  FROM replaced
  JOIN upload ON upload.seq = replaced.upload
  WHERE replaced.upload = /*gone*/ AND replaced.request_id IS NOT NULL
  GROUP BY ALL
) AS gone
  ON gone.request_id = heir.request_id AND gone.route = heir.route AND gone.provider = heir.provider
  AND gone.sample = of.sample
WHERE heir.upload <> /*gone*/
QUALIFY row_number() OVER (
  PARTITION BY of.sample, heir.request_id, heir.route, heir.provider ORDER BY heir.upload
) = 1;
