-- Latencies by block, by what requests have to be alike in, and by bucket, in order of blocks. One number says which
-- labels and band they are of: ((route × model count + model) × region count + region) × 64 + output band + 1.
SELECT
  u.block,
  ((u.route::DOUBLE * $model_count + u.model) * $region_count + u.region) * 64 + u.output_band + 1 AS kind,
  u.bucket, u.measured, u.low_us::DOUBLE AS low_us, u.high_us::DOUBLE AS high_us, u.sum_us::DOUBLE AS sum_us
FROM (/*cells*/) AS u
ORDER BY u.block;
