-- Some conversations, with the names of what their first turn was. Rows are found by the id alone before anything else
-- of them is read.
SELECT
  u.id, u.name, u.first_at, u.last_at, u.turns, u.errors, u.prompt, u.output, u.resent,
  route.name AS route, model.name AS model, feature.name AS feature
FROM conversation AS u
JOIN label AS route ON route.kind = 'route' AND route.id = u.route
JOIN label AS model ON model.kind = 'model' AND model.id = u.model
LEFT JOIN label AS feature ON feature.kind = 'feature' AND feature.id = u.feature
WHERE u.rowid IN (SELECT rowid FROM conversation WHERE id IN (/*ids*/))
ORDER BY u.turns DESC, u.prompt DESC, u.name;
