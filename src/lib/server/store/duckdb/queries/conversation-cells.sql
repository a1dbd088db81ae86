-- Parts of conversations as a spend cube, and how many tokens of each input class are history.
WITH cell AS (
  SELECT /*conversation*/ u.day, u.route, u.provider, u.model, u.tier, /*prompt_over*/ AS prompt_over, /*sums*/ sum(u.turns)::DOUBLE AS turns
  FROM conversation_part AS u
  WHERE /*chosen*/
  GROUP BY ALL
)
SELECT
  cell.* EXCLUDE (route, provider, model, tier),
  route.name AS route, provider.name AS provider, model.name AS model, tier.name AS tier
FROM cell
JOIN label AS route ON route.kind = 'route' AND route.id = cell.route
JOIN label AS model ON model.kind = 'model' AND model.id = cell.model
LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.id = cell.provider
LEFT JOIN label AS tier ON tier.kind = 'tier' AND tier.id = cell.tier
ORDER BY /*conversation first*/ cell.day, route.name, model.name, provider.name, tier.name, cell.prompt_over;
