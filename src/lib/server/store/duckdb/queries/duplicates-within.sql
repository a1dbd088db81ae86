SELECT count(*) - count(DISTINCT hash(request_id, route, provider)) AS duplicates
FROM usage
WHERE upload = $upload AND request_id IS NOT NULL;
