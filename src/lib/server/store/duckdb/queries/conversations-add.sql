INSERT INTO conversation
SELECT touched.id, touched.name, $sample, one.* EXCLUDE (key)
FROM (
  SELECT
    key, min(first_at), max(last_at),
    max(route) FILTER (feature IS NOT NULL), max(model) FILTER (feature IS NOT NULL), max(feature), max(region),
    sum(turns)::INTEGER, sum(answered)::INTEGER, sum(errors)::INTEGER, max(first_prompt),
    sum(/*prompt*/)::BIGINT, sum(/*answer*/)::BIGINT, sum(/*resent*/)::BIGINT, sum(trims)::INTEGER, sum(trimmed)::BIGINT
  FROM part
  GROUP BY key
) AS one
JOIN touched USING (key);
