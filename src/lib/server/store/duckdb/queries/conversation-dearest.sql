-- Ids of the dearest conversations at given unit costs: $limit of them. A unit cost is of a route, provider, model, tier.
WITH given AS (
  SELECT
    unnest($cost_route::VARCHAR[]) AS route, unnest($cost_provider::VARCHAR[]) AS provider,
    unnest($cost_model::VARCHAR[]) AS model, unnest($cost_tier::VARCHAR[]) AS tier,
    /*given*/
), unit AS (
  SELECT
    given.* EXCLUDE (route, provider, model, tier),
    route.id AS route, coalesce(provider.id, 0) AS provider, model.id AS model, coalesce(tier.id, 0) AS tier
  FROM given
  JOIN label AS route ON route.kind = 'route' AND route.name = given.route
  JOIN label AS model ON model.kind = 'model' AND model.name = given.model
  LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.name = given.provider
  LEFT JOIN label AS tier ON tier.kind = 'tier' AND tier.name = given.tier
)
SELECT part.conversation AS id
FROM conversation_part AS part
JOIN unit USING (route, provider, model, tier)
JOIN (SELECT u.id FROM conversation AS u WHERE /*scope*/) AS chosen ON chosen.id = part.conversation
GROUP BY part.conversation
ORDER BY sum(/*cost*/) DESC, part.conversation
LIMIT $limit;
