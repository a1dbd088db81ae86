-- All that figures of months are worked out from: sums of one's own usage and charges, whichever uploads they are of.
-- On days with charges usage counts by project, as charges are put to it.
-- Where a month drew on the credit lots of a route, all days since the first lot belong to it: first in, first out.
WITH own AS (SELECT seq FROM upload WHERE NOT sample),
span AS (
  SELECT month, strptime(month || '-01', '%Y-%m-%d')::DATE - DATE '1970-01-01' AS first_day,
    last_day(strptime(month || '-01', '%Y-%m-%d')::DATE) - DATE '1970-01-01' AS last_day
  FROM unnest($months::VARCHAR[]) AS asked(month)
),
lots AS (
  SELECT label.id AS route,
    list_min(json_extract_string(route.lots, '$[*].boughtOn'))::DATE - DATE '1970-01-01' AS first_day
  FROM route JOIN label ON label.kind = 'route' AND label.name = route.id
  WHERE route.lots IS NOT NULL
),
used AS (
  SELECT day, route, false AS is_charge FROM usage_day WHERE upload IN (FROM own)
  UNION
  SELECT day, route, true FROM charge WHERE upload IN (FROM own)
),
drawn AS (
  SELECT DISTINCT span.month, lots.route, lots.first_day
  FROM lots JOIN used USING (route) JOIN span ON used.day BETWEEN span.first_day AND span.last_day
),
days AS (
  SELECT span.month, used.day, used.route, bool_or(used.is_charge) AS has_charges
  FROM used JOIN span ON used.day <= span.last_day
  LEFT JOIN drawn ON drawn.month = span.month AND drawn.route = used.route
  WHERE used.day >= span.first_day OR used.day >= drawn.first_day
  GROUP BY ALL
)
SELECT
  days.month, u.day, u.route, u.provider, u.model, u.tier, u.prompt_over,
  u.charged_currency, CASE WHEN days.has_charges THEN u.project END AS project, '' AS line_item, '' AS token_class,
  sum(u.records)::BIGINT AS records,
  sum(u.requests)::BIGINT AS requests,
  sum(u.records_without_requests)::BIGINT AS records_without_requests,
  sum(u.uncached_input)::BIGINT AS uncached_input,
  sum(u.cached_input)::BIGINT AS cached_input,
  sum(u.cache_write_5m)::BIGINT AS cache_write_5m,
  sum(u.cache_write_1h)::BIGINT AS cache_write_1h,
  sum(u.output)::BIGINT AS output,
  sum(u.audio_input)::BIGINT AS audio_input,
  sum(u.cached_audio_input)::BIGINT AS cached_audio_input,
  sum(u.audio_output)::BIGINT AS audio_output,
  sum(u.image_input)::BIGINT AS image_input,
  sum(u.cached_image_input)::BIGINT AS cached_image_input,
  sum(u.image_output)::BIGINT AS image_output,
  sum(u.reasoning)::BIGINT AS reasoning,
  sum(u.charged)::DECIMAL(38, 12) AS charged
FROM usage_day_label AS u JOIN days ON days.day = u.day AND days.route = u.route
WHERE u.upload IN (FROM own)
GROUP BY ALL
UNION ALL BY NAME
SELECT
  days.month, c.day, c.route, c.provider, c.model, c.tier,
  c.currency AS charged_currency, c.project, coalesce(c.line_item, '') AS line_item, coalesce(c.token_class, '') AS token_class,
  count(*) AS records,
  sum(c.amount)::DECIMAL(38, 12) AS charged
FROM charge AS c JOIN days ON days.day = c.day AND days.route = c.route
WHERE c.upload IN (FROM own)
GROUP BY ALL;
