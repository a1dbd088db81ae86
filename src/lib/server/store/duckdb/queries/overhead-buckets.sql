-- What gateways add to successful requests, in buckets (see latency_stratum).
WITH cell AS (
  SELECT /*keys*/ u.duration_us - u.upstream_us AS us
  FROM usage AS u
  WHERE u.upstream_us BETWEEN 0 AND u.duration_us AND u.timed AND /*scope*/
)
SELECT
  /*names*/
  CASE WHEN cell.us = 0 THEN -1 ELSE ceil(log2(cell.us) * 12) END::SMALLINT AS bucket,
  count(*) AS measured, min(cell.us) AS low_us, max(cell.us) AS high_us, sum(cell.us)::BIGINT AS sum_us
FROM cell
/*joins*/
GROUP BY ALL
ORDER BY bucket;
