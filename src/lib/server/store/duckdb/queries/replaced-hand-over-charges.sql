-- The same as replaced-hand-over.sql, of charge lines.
UPDATE replaced_charge
SET replaced_by = taker.upload
FROM (
  SELECT max(replaced_by) AS upload, day, route, model, project, line_item, token_class
  FROM replaced_charge
  WHERE upload = $upload
  GROUP BY ALL
) AS taker
WHERE replaced_charge.replaced_by = $upload
  AND taker.day = replaced_charge.day
  AND taker.route = replaced_charge.route AND taker.model = replaced_charge.model
  AND (taker.project = replaced_charge.project OR taker.project = 0 OR replaced_charge.project = 0)
  AND taker.line_item IS NOT DISTINCT FROM replaced_charge.line_item
  AND taker.token_class IS NOT DISTINCT FROM replaced_charge.token_class;
