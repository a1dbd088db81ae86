SELECT
  count(*) AS unused,
  count(*) FILTER (kind IS NULL) AS rejected,
  coalesce(sum(input) FILTER (kind IS NULL), 0)::VARCHAR AS input,
  coalesce(sum(output) FILTER (kind IS NULL), 0)::VARCHAR AS output
FROM unused;
