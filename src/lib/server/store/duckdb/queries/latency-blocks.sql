-- Latencies of two routes by block of time, each request with the weight and the score of its stratum and bucket.
WITH cells AS (/*cells*/),
stratum AS (
  SELECT
    unnest($stratum_places::INTEGER[]) AS place,
    unnest($stratum_models::VARCHAR[]) AS model,
    unnest($stratum_regions::VARCHAR[]) AS region,
    unnest($stratum_bands::INTEGER[]) AS output_band,
    unnest($baseline_weights::DOUBLE[]) AS baseline_weight,
    unnest($candidate_weights::DOUBLE[]) AS candidate_weight
),
score AS (
  SELECT
    unnest($score_places::INTEGER[]) AS place,
    unnest($score_buckets::INTEGER[])::SMALLINT AS bucket,
    unnest($baseline_scores::DOUBLE[]) AS baseline_score,
    unnest($candidate_scores::DOUBLE[]) AS candidate_score
),
side AS (
  SELECT id AS route, (name = $baseline)::TINYINT AS baseline
  FROM label
  WHERE kind = 'route' AND name IN ($baseline, $candidate)
),
asked AS (
  SELECT
    side.route, side.baseline, stratum.place, stratum.output_band::TINYINT AS output_band, score.bucket,
    CASE side.baseline WHEN 1 THEN baseline_weight ELSE candidate_weight END AS weight,
    CASE side.baseline WHEN 1 THEN baseline_score ELSE candidate_score END AS score/*ids*/
  FROM stratum
  JOIN score USING (place)
  CROSS JOIN side
  /*tables*/
),
weighed AS (
  SELECT asked.baseline, u.block, u.bucket, asked.place, u.measured, u.measured * asked.weight AS weight, asked.score
  FROM cells AS u
  JOIN asked ON asked.route = u.route AND asked.bucket = u.bucket/*alike*/
)
/*answer*/
