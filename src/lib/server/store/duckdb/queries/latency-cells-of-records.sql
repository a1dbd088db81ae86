-- Latencies of records by block of time, by what requests have to be alike in, and by bucket (see latency_stratum).
SELECT
  /*block*/ AS block,
  u.upload, u.route, u.model, u.region,
  CASE WHEN u.output = 0 THEN -1 ELSE floor(log2(u.output)) END::TINYINT AS output_band,
  CASE WHEN u./*metric*/ = 0 THEN -1 ELSE ceil(log2(u./*metric*/) * 12) END::SMALLINT AS bucket,
  count(*)::INTEGER AS measured,
  min(u./*metric*/) AS low_us,
  max(u./*metric*/) AS high_us,
  sum(u./*metric*/)::BIGINT AS sum_us
FROM usage AS u
WHERE u.timed AND u./*metric*/ IS NOT NULL AND /*scope*/
GROUP BY ALL
