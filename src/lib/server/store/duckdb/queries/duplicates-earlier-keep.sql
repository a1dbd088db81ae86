-- Requests that an earlier upload of the same data set has already brought, set aside: see migration 0003.
INSERT INTO held_back
SELECT added.*
FROM usage AS added
SEMI JOIN (
  SELECT request_id, route, provider
  FROM usage
  WHERE upload IN (SELECT seq FROM upload WHERE sample = $sample AND has_request_ids AND seq <> $upload)
    AND starts_at BETWEEN $first::TIMESTAMP AND $last::TIMESTAMP
    AND request_id IS NOT NULL
) AS earlier USING (request_id, route, provider)
WHERE added.upload = $upload AND added.request_id IS NOT NULL;
