-- What was set aside (see duplicates-earlier-keep.sql) counts no more. Within an upload a request occurs once by now.
DELETE FROM usage
WHERE upload = $upload AND rowid IN (
  SELECT added.rowid
  FROM usage AS added
  SEMI JOIN (SELECT request_id, route, provider FROM held_back WHERE upload = $upload) AS kept
    USING (request_id, route, provider)
  WHERE added.upload = $upload AND added.request_id IS NOT NULL
);
