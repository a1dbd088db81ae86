SELECT
  side, block,
  list(bucket ORDER BY bucket) AS buckets,
  list(weight ORDER BY bucket) AS weights,
  list(score ORDER BY bucket) AS scores
FROM (
  SELECT side, block, bucket, sum(weight) AS weight, sum(weight * score) AS score
  FROM weighed
  GROUP BY ALL
)
GROUP BY ALL
ORDER BY ALL;
