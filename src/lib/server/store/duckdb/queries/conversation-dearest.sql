-- Ids of the dearest conversations at given unit costs: $limit of them. A unit cost is of a route, provider, model, tier and
-- size of prompt.
WITH given AS (
  SELECT
    unnest($cost_route::VARCHAR[]) AS route, unnest($cost_provider::VARCHAR[]) AS provider,
    unnest($cost_model::VARCHAR[]) AS model, unnest($cost_tier::VARCHAR[]) AS tier,
    unnest($cost_over::INTEGER[]) AS bound,
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
), part AS (
  SELECT u.conversation, u.alone, /*cost*/ AS cost
  FROM conversation_part AS u
  JOIN unit
    ON unit.route = u.route AND unit.provider = u.provider AND unit.model = u.model AND unit.tier = u.tier
    AND unit.bound = coalesce(/*prompt_over*/, -1)
  WHERE /*scope*/
), summed AS (
  SELECT conversation, cost FROM part WHERE alone
  UNION ALL
  SELECT conversation, sum(cost) FROM part WHERE NOT alone GROUP BY conversation
)
SELECT conversation AS id
FROM summed
ORDER BY cost DESC, conversation
LIMIT $limit;
