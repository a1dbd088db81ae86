-- Row ids rise in the order of the file: the first of equal requests stays.
DELETE FROM usage
WHERE upload = $upload AND rowid IN (
  SELECT rowid
  FROM (
    SELECT rowid, row_number() OVER (PARTITION BY request_id, route, provider ORDER BY rowid) AS nth
    FROM usage
    WHERE upload = $upload AND request_id IS NOT NULL
  )
  WHERE nth > 1
);
