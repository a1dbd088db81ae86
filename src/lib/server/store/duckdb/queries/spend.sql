-- The spend cube. Counts leave as DOUBLE, which is exact up to 2^53 and costs least to read.
WITH cell AS (
  SELECT
    u.day, u.route, u.provider, u.model, u.tier, /*prompt_over*/ AS prompt_over, u.minute, u.charged_currency, /*keys*/
    sum(u.records)::DOUBLE AS records,
    sum(u.requests)::DOUBLE AS requests,
    sum(u.records_without_requests)::DOUBLE AS records_without_requests,
    sum(u.uncached_input)::DOUBLE AS uncached_input,
    sum(u.cached_input)::DOUBLE AS cached_input,
    sum(u.cache_write_5m)::DOUBLE AS cache_write_5m,
    sum(u.cache_write_1h)::DOUBLE AS cache_write_1h,
    sum(u.output)::DOUBLE AS output,
    sum(u.audio_input)::DOUBLE AS audio_input,
    sum(u.cached_audio_input)::DOUBLE AS cached_audio_input,
    sum(u.audio_output)::DOUBLE AS audio_output,
    sum(u.image_input)::DOUBLE AS image_input,
    sum(u.cached_image_input)::DOUBLE AS cached_image_input,
    sum(u.image_output)::DOUBLE AS image_output,
    sum(u.reasoning)::DOUBLE AS reasoning,
    sum(u.charged)::DECIMAL(38, 12) AS charged
  FROM /*cells*/ AS u
  GROUP BY ALL
)
SELECT
  cell.day, route.name AS route, provider.name AS provider, model.name AS model, tier.name AS tier,
  cell.prompt_over, cell.minute, currency.name AS charged_currency, /*names*/
  cell.* EXCLUDE (/*keys without table*/ day, route, provider, model, tier, prompt_over, minute, charged_currency)
FROM cell
JOIN label AS route ON route.kind = 'route' AND route.id = cell.route
JOIN label AS model ON model.kind = 'model' AND model.id = cell.model
LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.id = cell.provider
LEFT JOIN label AS tier ON tier.kind = 'tier' AND tier.id = cell.tier
LEFT JOIN label AS currency ON currency.kind = 'currency' AND currency.id = cell.charged_currency
ORDER BY cell.day, route.name, model.name, provider.name, tier.name, cell.prompt_over, cell.minute, currency.name;
