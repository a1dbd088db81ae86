, scored AS (
  SELECT
    asked.*, score.bucket,
    CASE asked.baseline WHEN 1 THEN score.baseline_score ELSE score.candidate_score END AS score
  FROM asked
  JOIN (
    SELECT
      unnest($score_places::INTEGER[]) AS place,
      unnest($score_buckets::INTEGER[])::SMALLINT AS bucket,
      unnest($baseline_scores::DOUBLE[]) AS baseline_score,
      unnest($candidate_scores::DOUBLE[]) AS candidate_score
  ) AS score USING (place)
)
SELECT
  asked.baseline, u.block, u.bucket,
  sum(u.measured * asked.weight) AS weight,
  sum(u.measured * asked.weight * asked.score) AS score
FROM cells AS u
JOIN scored AS asked ON asked.bucket = u.bucket AND asked.route = u.route/*alike*/
GROUP BY ALL;
