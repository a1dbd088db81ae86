SELECT
  count(*) AS unused,
  count(*) FILTER (kind IS NULL) AS rejected,
  coalesce(sum(input) FILTER (kind IS NULL), 0)::BIGINT AS input,
  coalesce(sum(output) FILTER (kind IS NULL), 0)::BIGINT AS output
FROM unused;
