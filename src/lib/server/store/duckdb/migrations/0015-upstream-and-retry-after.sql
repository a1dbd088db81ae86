-- How long the provider behind a gateway took of a request's duration, and how long an error said to wait.
ALTER TABLE usage ADD COLUMN upstream_us BIGINT;
ALTER TABLE usage ADD COLUMN retry_after_us BIGINT;
ALTER TABLE held_back ADD COLUMN upstream_us BIGINT;
ALTER TABLE held_back ADD COLUMN retry_after_us BIGINT;
ALTER TABLE replaced ADD COLUMN upstream_us BIGINT;
ALTER TABLE replaced ADD COLUMN retry_after_us BIGINT;
