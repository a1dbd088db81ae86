SELECT baseline, block, bucket, sum(weight) AS weight, sum(weight * score) AS score
FROM weighed
GROUP BY ALL;
