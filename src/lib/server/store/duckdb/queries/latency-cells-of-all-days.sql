-- Kept latencies of a scope without their days (see latency-cells.sql).
SELECT
  0 AS block, u.route, u.model, u.region, u.output_band, u.bucket, sum(u.measured)::BIGINT::DOUBLE AS measured,
  min(u.low_us) AS low_us, max(u.high_us) AS high_us, sum(u.sum_us) AS sum_us
FROM latency_stratum AS u
WHERE u.metric = $metric AND /*scope*/
GROUP BY ALL
