-- The page is found on two columns; the others are read for its records only.
WITH page AS (
  SELECT *, rowid AS place
  FROM usage
  WHERE rowid IN (
    SELECT u.rowid
    FROM usage AS u
    WHERE /*scope*/
    ORDER BY u.starts_at DESC, u.rowid DESC
    LIMIT $limit OFFSET $offset
  )
)
SELECT
  page.* EXCLUDE (place, upload, timed, prompt_over, route, provider, model, feature, project, "user", api_key, region, tier, outcome, charged_currency),
  upload.ref AS upload_id, upload.name AS upload_name,
  route.name AS route, provider.name AS provider, model.name AS model, feature.name AS feature,
  project.name AS project, person.name AS "user", api_key.name AS api_key, region.name AS region, tier.name AS tier,
  outcome.name AS outcome, currency.name AS charged_currency
FROM page
JOIN upload ON upload.seq = page.upload
LEFT JOIN label AS route ON route.kind = 'route' AND route.id = page.route
LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.id = page.provider
LEFT JOIN label AS model ON model.kind = 'model' AND model.id = page.model
LEFT JOIN label AS feature ON feature.kind = 'feature' AND feature.id = page.feature
LEFT JOIN label AS project ON project.kind = 'project' AND project.id = page.project
LEFT JOIN label AS person ON person.kind = 'user' AND person.id = page."user"
LEFT JOIN label AS api_key ON api_key.kind = 'api_key' AND api_key.id = page.api_key
LEFT JOIN label AS region ON region.kind = 'region' AND region.id = page.region
LEFT JOIN label AS tier ON tier.kind = 'tier' AND tier.id = page.tier
LEFT JOIN label AS outcome ON outcome.kind = 'outcome' AND outcome.id = page.outcome
LEFT JOIN label AS currency ON currency.kind = 'currency' AND currency.id = page.charged_currency
ORDER BY page.starts_at DESC, page.place DESC;
