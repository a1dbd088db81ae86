-- Strata to look up latencies of two routes by: ids of labels, and what a request of each weighs on either route.
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
side AS (
  SELECT id AS route, (name = $baseline)::TINYINT AS baseline
  FROM label
  WHERE kind = 'route' AND name IN ($baseline, $candidate)
),
asked AS (
  SELECT
    side.route, side.baseline, stratum.place, stratum.output_band::TINYINT AS output_band,
    CASE side.baseline WHEN 1 THEN baseline_weight ELSE candidate_weight END AS weight/*ids*/
  FROM stratum
  CROSS JOIN side
  /*tables*/
)
/*answer*/
