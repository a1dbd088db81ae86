-- How many latencies a scope has.
SELECT coalesce(sum(u.measured), 0)::BIGINT AS measured
FROM latency_day AS u
WHERE u.metric = $metric AND /*scope*/;
