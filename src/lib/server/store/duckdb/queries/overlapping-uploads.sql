-- Earlier uploads that share route, model and hour with this one, where one of the two has no request ids to tell by.
SELECT upload.name, route.name AS route, model.name AS model, min(hour) AS first_hour, max(hour) AS last_hour
FROM (
  SELECT DISTINCT earlier.upload, earlier.route, earlier.model, earlier.hour
  FROM usage_hour AS earlier
  SEMI JOIN (SELECT DISTINCT route, model, hour FROM usage_hour WHERE upload = $upload) AS added
    USING (route, model, hour)
  WHERE earlier.upload <> $upload
) AS shared
JOIN upload ON upload.seq = shared.upload
JOIN label AS route ON route.kind = 'route' AND route.id = shared.route
JOIN label AS model ON model.kind = 'model' AND model.id = shared.model
WHERE upload.sample = $sample
  AND NOT (upload.has_request_ids AND EXISTS (FROM usage WHERE upload = $upload AND request_id IS NOT NULL))
GROUP BY upload.seq, upload.name, route.name, model.name
ORDER BY upload.seq, route.name, model.name;
