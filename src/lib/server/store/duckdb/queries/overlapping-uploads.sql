-- Earlier uploads of the same time that share route, model and day with this one, where one of the two has no request
-- ids to tell by.
SELECT upload.name, route.name AS route, model.name AS model, min(day) AS first_day, max(day) AS last_day
FROM (
  SELECT DISTINCT earlier.upload, earlier.route, earlier.model, earlier.day
  FROM usage_day AS earlier
  SEMI JOIN (SELECT DISTINCT route, model, day FROM usage_day WHERE upload = $upload) AS added
    USING (route, model, day)
  WHERE earlier.upload <> $upload
) AS shared
JOIN upload ON upload.seq = shared.upload
JOIN label AS route ON route.kind = 'route' AND route.id = shared.route
JOIN label AS model ON model.kind = 'model' AND model.id = shared.model
WHERE upload.sample = $sample
  AND NOT (upload.has_request_ids AND $has_request_ids)
  AND upload.first_at < $to::TIMESTAMP AND upload.last_at > $from::TIMESTAMP
GROUP BY upload.seq, upload.name, route.name, model.name
ORDER BY upload.seq, route.name, model.name;
