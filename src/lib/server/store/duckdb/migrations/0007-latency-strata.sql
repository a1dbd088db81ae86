-- Latencies by day and by what requests have to be alike in to be compared: kept for the uploads in
-- latency_stratum_upload, once there are too many records to read for every question. Output band b holds 2^b to
-- 2^(b + 1) − 1 output tokens, −1 none; bucket b holds (2^((b − 1) ÷ 12), 2^(b ÷ 12)] microseconds, −1 holds 0.
CREATE TABLE latency_stratum (
  day INTEGER NOT NULL,
  upload INTEGER NOT NULL,
  route INTEGER NOT NULL,
  model INTEGER NOT NULL,
  region INTEGER NOT NULL,
  output_band TINYINT NOT NULL,
  metric VARCHAR NOT NULL,
  bucket SMALLINT NOT NULL,
  measured INTEGER NOT NULL,
  low_us BIGINT NOT NULL,
  high_us BIGINT NOT NULL,
  sum_us BIGINT NOT NULL
);

CREATE TABLE latency_stratum_upload (upload INTEGER NOT NULL);
