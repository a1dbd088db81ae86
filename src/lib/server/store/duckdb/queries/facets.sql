-- Labels that occur, with their requests. A model's provider is the one with most requests of it.
WITH cell AS (
  SELECT u.route, u.provider, u.model, u.feature, u.region, sum(u.requests)::BIGINT AS requests
  FROM /*cells*/ AS u
  GROUP BY ALL
), facet AS (
  SELECT 'route' AS kind, route AS id, sum(requests)::BIGINT AS requests, 0 AS provider FROM cell GROUP BY route
  UNION ALL
  SELECT 'provider', provider, sum(requests)::BIGINT, 0 FROM cell GROUP BY provider
  UNION ALL
  SELECT 'model', model, sum(requests)::BIGINT, first(provider ORDER BY provider <> 0 DESC, requests DESC, provider)
  FROM (SELECT model, provider, sum(requests) AS requests FROM cell GROUP BY model, provider)
  GROUP BY model
  UNION ALL
  SELECT 'feature', feature, sum(requests)::BIGINT, 0 FROM cell GROUP BY feature
  UNION ALL
  SELECT 'region', region, sum(requests)::BIGINT, 0 FROM cell GROUP BY region
)
SELECT facet.kind, label.name, facet.requests, provider.name AS provider
FROM facet
JOIN label ON label.kind = facet.kind AND label.id = facet.id
LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.id = facet.provider
ORDER BY facet.kind, facet.requests DESC, label.name;
