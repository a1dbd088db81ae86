-- Latencies by block, by what requests have to be alike in, and by bucket, in order of blocks. One number says which
-- labels and band they are of: ((route × model count + model) × region count + region) × 64 + output band + 1.
SELECT
  cell.block,
  ((cell.route::DOUBLE * $model_count + cell.model) * $region_count + cell.region) * 64 + cell.output_band + 1 AS kind,
  cell.bucket, cell.measured, cell.low_us, cell.high_us, cell.sum_us
FROM (
  SELECT
    u.block, u.route, u.model, u.region, u.output_band, u.bucket,
    sum(u.measured)::INTEGER AS measured, min(u.low_us)::DOUBLE AS low_us, max(u.high_us)::DOUBLE AS high_us,
    sum(u.sum_us)::DOUBLE AS sum_us
  FROM (/*cells*/) AS u
  GROUP BY ALL
) AS cell
ORDER BY cell.block;
