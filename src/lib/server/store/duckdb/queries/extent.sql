SELECT
  min(u.day) AS first_day,
  max(u.day) AS last_day,
  coalesce(sum(u.requests), 0)::BIGINT AS requests
FROM /*cells*/ AS u;
