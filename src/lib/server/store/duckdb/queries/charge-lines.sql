-- Charge lines of a scope, summed over uploads and over the labels that were not asked for.
WITH line AS (
  SELECT
    u.day, u.route, u.provider, u.model, u.currency, u.line_item, u.token_class, /*keys*/
    count(*) AS lines,
    count(*) FILTER (u.amount <> round(u.amount, 2)) AS lines_beyond_cents,
    sum(u.amount)::DECIMAL(38, 12) AS amount
  FROM charge AS u
  WHERE /*scope*/
  GROUP BY ALL
)
SELECT
  line.day, route.name AS route, provider.name AS provider, model.name AS model, currency.name AS currency,
  line.line_item, line.token_class, /*names*/ line.lines, line.lines_beyond_cents, line.amount
FROM line
JOIN label AS route ON route.kind = 'route' AND route.id = line.route
JOIN label AS currency ON currency.kind = 'currency' AND currency.id = line.currency
LEFT JOIN label AS provider ON provider.kind = 'provider' AND provider.id = line.provider
LEFT JOIN label AS model ON model.kind = 'model' AND model.id = line.model
ORDER BY ALL;
