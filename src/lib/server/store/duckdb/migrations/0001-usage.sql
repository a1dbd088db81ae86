-- Ids of labels are small integers per kind; 0 stands for an absent label and has no row here.
-- There is no PRIMARY KEY, UNIQUE or INDEX anywhere: the single writer keeps ids unique.
CREATE TABLE label (kind VARCHAR NOT NULL, id INTEGER NOT NULL, name VARCHAR NOT NULL);

INSERT INTO label VALUES
  ('outcome', 1, 'ok'),
  ('outcome', 2, 'rate_limited'),
  ('outcome', 3, 'auth'),
  ('outcome', 4, 'context_exceeded'),
  ('outcome', 5, 'session_not_found'),
  ('outcome', 6, 'invalid_request'),
  ('outcome', 7, 'timeout'),
  ('outcome', 8, 'server'),
  ('outcome', 9, 'cancelled'),
  ('outcome', 10, 'session_state'),
  ('outcome', 11, 'other');

-- The ledger. `seq` is what other tables refer to, `ref` what the outside sees.
CREATE TABLE upload (
  seq INTEGER NOT NULL,
  ref VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  route VARCHAR,
  bytes BIGINT NOT NULL,
  sha256 VARCHAR NOT NULL,
  rows_read BIGINT NOT NULL,
  rows_accepted BIGINT NOT NULL,
  rows_duplicate BIGINT NOT NULL,
  rows_rejected BIGINT NOT NULL,
  rows_ignored BIGINT NOT NULL,
  ignored_kinds VARCHAR NOT NULL,
  first_at TIMESTAMP,
  last_at TIMESTAMP,
  has_latency BOOLEAN NOT NULL,
  has_ttft BOOLEAN NOT NULL,
  has_errors BOOLEAN NOT NULL,
  has_charged BOOLEAN NOT NULL,
  has_conversations BOOLEAN NOT NULL,
  has_cached BOOLEAN NOT NULL,
  has_request_ids BOOLEAN NOT NULL,
  sketched BOOLEAN NOT NULL,
  issues VARCHAR NOT NULL,
  received_at TIMESTAMP NOT NULL,
  sample BOOLEAN NOT NULL
);

CREATE TABLE reject (upload INTEGER NOT NULL, line BIGINT NOT NULL, reason VARCHAR NOT NULL, record VARCHAR NOT NULL);

-- Records. Durations in microseconds. `timed`: a successful single request with tokens, whose durations are latencies.
CREATE TABLE usage (
  upload INTEGER NOT NULL,
  starts_at TIMESTAMP NOT NULL,
  bucket_seconds INTEGER NOT NULL,
  requests INTEGER,
  route INTEGER NOT NULL,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  feature INTEGER NOT NULL,
  project INTEGER NOT NULL,
  "user" INTEGER NOT NULL,
  api_key INTEGER NOT NULL,
  region INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  conversation VARCHAR,
  request_id VARCHAR,
  uncached_input BIGINT NOT NULL,
  cached_input BIGINT NOT NULL,
  cache_write_5m BIGINT NOT NULL,
  cache_write_1h BIGINT NOT NULL,
  output BIGINT NOT NULL,
  audio_input BIGINT NOT NULL,
  cached_audio_input BIGINT NOT NULL,
  audio_output BIGINT NOT NULL,
  image_input BIGINT NOT NULL,
  cached_image_input BIGINT NOT NULL,
  image_output BIGINT NOT NULL,
  reasoning BIGINT,
  prompt_over INTEGER,
  outcome INTEGER NOT NULL,
  http_status SMALLINT,
  timed BOOLEAN NOT NULL,
  duration_us BIGINT,
  ttft_us BIGINT,
  charged DECIMAL(38, 12),
  charged_currency INTEGER NOT NULL
);

-- Sums of usage by hour (hours since 1970-01-01 UTC), whatever its other labels: for periods that are not whole days.
CREATE TABLE usage_hour (
  hour INTEGER NOT NULL,
  upload INTEGER NOT NULL,
  route INTEGER NOT NULL,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  prompt_over INTEGER,
  charged_currency INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  records BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  records_without_requests BIGINT NOT NULL,
  uncached_input BIGINT NOT NULL,
  cached_input BIGINT NOT NULL,
  cache_write_5m BIGINT NOT NULL,
  cache_write_1h BIGINT NOT NULL,
  output BIGINT NOT NULL,
  audio_input BIGINT NOT NULL,
  cached_audio_input BIGINT NOT NULL,
  audio_output BIGINT NOT NULL,
  image_input BIGINT NOT NULL,
  cached_image_input BIGINT NOT NULL,
  image_output BIGINT NOT NULL,
  reasoning BIGINT NOT NULL,
  charged DECIMAL(38, 12) NOT NULL,
  -- How many durations and times to the first token of these records are latencies.
  measured_duration BIGINT NOT NULL,
  measured_ttft BIGINT NOT NULL
);

-- The same by day, from the hours: what pages look at first. It is as small as their answers.
CREATE TABLE usage_day (
  day INTEGER NOT NULL,
  upload INTEGER NOT NULL,
  route INTEGER NOT NULL,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  prompt_over INTEGER,
  charged_currency INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  records BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  records_without_requests BIGINT NOT NULL,
  uncached_input BIGINT NOT NULL,
  cached_input BIGINT NOT NULL,
  cache_write_5m BIGINT NOT NULL,
  cache_write_1h BIGINT NOT NULL,
  output BIGINT NOT NULL,
  audio_input BIGINT NOT NULL,
  cached_audio_input BIGINT NOT NULL,
  audio_output BIGINT NOT NULL,
  image_input BIGINT NOT NULL,
  cached_image_input BIGINT NOT NULL,
  image_output BIGINT NOT NULL,
  reasoning BIGINT NOT NULL,
  charged DECIMAL(38, 12) NOT NULL,
  -- How many durations and times to the first token of these records are latencies.
  measured_duration BIGINT NOT NULL,
  measured_ttft BIGINT NOT NULL
);

-- Sums by day and by feature, region and project: for questions that name one of them.
CREATE TABLE usage_day_label (
  day INTEGER NOT NULL,
  upload INTEGER NOT NULL,
  route INTEGER NOT NULL,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  prompt_over INTEGER,
  charged_currency INTEGER NOT NULL,
  feature INTEGER NOT NULL,
  region INTEGER NOT NULL,
  project INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  records BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  records_without_requests BIGINT NOT NULL,
  uncached_input BIGINT NOT NULL,
  cached_input BIGINT NOT NULL,
  cache_write_5m BIGINT NOT NULL,
  cache_write_1h BIGINT NOT NULL,
  output BIGINT NOT NULL,
  audio_input BIGINT NOT NULL,
  cached_audio_input BIGINT NOT NULL,
  audio_output BIGINT NOT NULL,
  image_input BIGINT NOT NULL,
  cached_image_input BIGINT NOT NULL,
  image_output BIGINT NOT NULL,
  reasoning BIGINT NOT NULL,
  charged DECIMAL(38, 12) NOT NULL,
  -- How many durations and times to the first token of these records are latencies.
  measured_duration BIGINT NOT NULL,
  measured_ttft BIGINT NOT NULL
);

-- Latencies of timed records: log-spaced buckets of microseconds, width 1.6 %. Kept for the uploads whose ledger row
-- says `sketched`: there is no need for them while all records can be sorted.
CREATE TABLE latency_day (
  day INTEGER NOT NULL,
  upload INTEGER NOT NULL,
  route INTEGER NOT NULL,
  model INTEGER NOT NULL,
  region INTEGER NOT NULL,
  metric VARCHAR NOT NULL,
  bucket INTEGER NOT NULL,
  measured BIGINT NOT NULL,
  sum_us BIGINT NOT NULL,
  -- How many of them are not whole seconds.
  fractional BIGINT NOT NULL
);
