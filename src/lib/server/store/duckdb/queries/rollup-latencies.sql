-- Bucket b holds (γ^(b−1), γ^b] microseconds, γ = 1.016: its middle is within 0.8 % of every value in it. −1 holds 0.
INSERT INTO latency_day
SELECT
  (epoch_us(starts_at) // 86400000000)::INTEGER AS day,
  upload, route, model, $metric,
  CASE WHEN us = 0 THEN -1 ELSE ceil(ln(us) / ln(1.016))::INTEGER END AS bucket,
  count(*),
  sum(us)::BIGINT,
  count(*) FILTER (us % 1000000 <> 0)
FROM (
  SELECT starts_at, upload, route, model, CASE $metric WHEN 'duration' THEN duration_us ELSE ttft_us END AS us
  FROM usage
  WHERE upload = $upload AND timed
)
WHERE us IS NOT NULL
GROUP BY ALL;
