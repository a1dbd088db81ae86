-- Uploads whose latencies are not summed by stratum, with how many they have.
SELECT upload, sum(measured_duration)::BIGINT AS duration, sum(measured_ttft)::BIGINT AS ttft
FROM usage_day
WHERE upload NOT IN (SELECT upload FROM latency_stratum_upload)
GROUP BY upload
ORDER BY upload;
