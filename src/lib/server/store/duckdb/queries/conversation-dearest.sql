-- Ids of the conversations that weigh most: $limit of them. A weight is of a route, provider, model and tier.
WITH weight AS (
  SELECT
    unnest($routes_of::VARCHAR[]) AS route, unnest($providers_of::VARCHAR[]) AS provider,
    unnest($models_of::VARCHAR[]) AS model, unnest($tiers_of::VARCHAR[]) AS tier,
    unnest($uncached::DOUBLE[]) AS uncached, unnest($cached::DOUBLE[]) AS cached,
    unnest($written::DOUBLE[]) AS written, unnest($output::DOUBLE[]) AS output
), weighed AS (
  SELECT
    route.id AS route, coalesce(provider.id, 0) AS provider, model.id AS model, coalesce(tier.id, 0) AS tier,
    weight.uncached, weight.cached, weight.written, weight.output
  FROM weight
  JOIN label AS route ON route.kind = 'route' AND route.name = weight.route
  JOIN label AS model ON model.kind = 'model' AND model.name = weight.model
  LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.name = weight.provider
  LEFT JOIN label AS tier ON tier.kind = 'tier' AND tier.name = weight.tier
)
SELECT part.conversation AS id
FROM conversation_part AS part
JOIN weighed USING (route, provider, model, tier)
SEMI JOIN (SELECT u.id FROM conversation AS u WHERE /*scope*/) AS chosen ON chosen.id = part.conversation
GROUP BY part.conversation
ORDER BY
  sum(
    (part.uncached_input + part.audio_input + part.image_input) * weighed.uncached
    + (part.cached_input + part.cached_audio_input + part.cached_image_input) * weighed.cached
    + (part.cache_write_5m + part.cache_write_1h) * weighed.written
    + (part.output + part.audio_output + part.image_output) * weighed.output
  ) DESC,
  part.conversation
LIMIT $limit;
