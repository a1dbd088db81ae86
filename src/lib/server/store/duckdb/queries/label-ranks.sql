-- Names of a label by what their usage cost at given unit costs, the dearest first; what has no cost by its tokens.
WITH cost AS (
  SELECT
    route.id AS route, coalesce(provider.id, 0) AS provider, model.id AS model, coalesce(tier.id, 0) AS tier,
    coalesce(currency.id, 0) AS charged_currency, given.* EXCLUDE (route, provider, model, tier, currency)
  FROM (
    SELECT
      unnest($cost_route::VARCHAR[]) AS route, unnest($cost_provider::VARCHAR[]) AS provider,
      unnest($cost_model::VARCHAR[]) AS model, unnest($cost_tier::VARCHAR[]) AS tier,
      unnest($cost_currency::VARCHAR[]) AS currency, /*given*/
      unnest($cost_charge::VARCHAR[])::DOUBLE AS per_charge
  ) AS given
  JOIN label AS route ON route.kind = 'route' AND route.name = given.route
  JOIN label AS model ON model.kind = 'model' AND model.name = given.model
  LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.name = given.provider
  LEFT JOIN label AS tier ON tier.kind = 'tier' AND tier.name = given.tier
  LEFT JOIN label AS currency ON currency.kind = 'currency' AND currency.name = given.currency
), ranked AS (
  SELECT
    u."/*label*/" AS id,
    sum(coalesce(/*cost*/ + u.charged::DOUBLE * per_charge, 0)) AS cost,
    sum(/*tokens*/)::DOUBLE AS tokens
  FROM /*cells*/ AS u
  LEFT JOIN cost USING (route, provider, model, tier, charged_currency)
  GROUP BY 1
)
SELECT label.name, (count(*) OVER ())::DOUBLE AS groups
FROM ranked
LEFT JOIN label ON label.kind = '/*label*/' AND label.id = ranked.id
ORDER BY cost DESC, tokens DESC, label.name
LIMIT $most;
