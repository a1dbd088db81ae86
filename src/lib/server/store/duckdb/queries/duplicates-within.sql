SELECT count(*) - count(DISTINCT hash(request_id, route, provider)) AS duplicates
FROM /*records*/
WHERE request_id IS NOT NULL;
