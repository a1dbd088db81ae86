SELECT
  min(u.hour) AS first_hour,
  max(u.hour) AS last_hour,
  coalesce(sum(u.requests), 0)::BIGINT AS requests
FROM usage_hour AS u
WHERE /*scope*/;
