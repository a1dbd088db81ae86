-- Earlier cost exports that have amounts for the same line item, route and day as this one.
SELECT upload.name, route.name AS route, shared.item, min(day) AS first_day, max(day) AS last_day
FROM (
  SELECT DISTINCT earlier.upload, earlier.route, earlier.day, coalesce(earlier.line_item, model.name) AS item
  FROM charge AS earlier
  SEMI JOIN (SELECT DISTINCT route, provider, model, line_item, project, day FROM charge WHERE upload = $upload) AS added
    ON added.route = earlier.route AND added.provider = earlier.provider AND added.model = earlier.model
    AND added.line_item IS NOT DISTINCT FROM earlier.line_item AND added.project = earlier.project
    AND added.day = earlier.day
  LEFT JOIN label AS model ON model.kind = 'model' AND model.id = earlier.model
  WHERE earlier.upload <> $upload
) AS shared
JOIN upload ON upload.seq = shared.upload
JOIN label AS route ON route.kind = 'route' AND route.id = shared.route
WHERE upload.sample = $sample
GROUP BY upload.seq, upload.name, route.name, shared.item
ORDER BY upload.seq, route.name, shared.item;
