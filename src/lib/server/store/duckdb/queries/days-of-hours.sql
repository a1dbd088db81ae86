-- A new upload's sums by day, from those by hour.
INSERT INTO usage_day BY NAME
SELECT
  hour // 24 AS day, upload, route, provider, model, tier, prompt_over, charged_currency, outcome,
  sum(COLUMNS(* EXCLUDE (
    hour, upload, route, provider, model, tier, prompt_over, charged_currency, outcome
  ))) AS '\0'
FROM usage_hour
WHERE upload = $upload
GROUP BY ALL;
