-- The sketch no longer tells regions apart: four times smaller, and as much faster to ask. Regions are asked of records.
CREATE TABLE latency_sketch AS
SELECT
  day, upload, route, model, metric, bucket,
  sum(measured)::BIGINT AS measured, sum(sum_us)::BIGINT AS sum_us, sum(fractional)::BIGINT AS fractional
FROM latency_day
GROUP BY ALL;

DROP TABLE latency_day;

ALTER TABLE latency_sketch RENAME TO latency_day;
