-- Of equal requests the earliest stays; of the same moment, the one that sorts first by what it holds. Rows come out of
-- the joins of loading in no order of the file, so neither their ids nor their place may decide.
DELETE FROM usage
WHERE upload = $upload AND rowid IN (
  SELECT id
  FROM (
    SELECT one.rowid AS id, row_number() OVER (PARTITION BY request_id, route, provider ORDER BY starts_at, one) AS nth
    FROM usage AS one
    SEMI JOIN (
      SELECT request_id, route, provider
      FROM usage
      WHERE upload = $upload AND request_id IS NOT NULL
      GROUP BY ALL
      HAVING count(*) > 1
    ) AS repeated USING (request_id, route, provider)
    WHERE one.upload = $upload
  )
  WHERE nth > 1
);
