-- The conversations of a scope that come first in an order, with the names of what their first turn was.
SELECT
  u.id, u.name, u.first_at, u.last_at, u.turns, u.errors, u.prompt, u.output, u.resent,
  route.name AS route, model.name AS model, feature.name AS feature
FROM conversation AS u
JOIN label AS route ON route.kind = 'route' AND route.id = u.route
JOIN label AS model ON model.kind = 'model' AND model.id = u.model
LEFT JOIN label AS feature ON feature.kind = 'feature' AND feature.id = u.feature
WHERE /*ids*/
ORDER BY u.turns DESC, u.prompt DESC, u.name;
