-- Records that an upload replaced, where others have replaced its own of the same hour (or day, where one is of a day).
UPDATE replaced
SET replaced_by = taker.upload
FROM (
  SELECT
    max(replaced_by) AS upload, route, model, project, api_key,
    epoch_us(starts_at) // 86400000000 AS day,
    CASE WHEN bucket_seconds < 86400 THEN epoch_us(starts_at) // 3600000000 END AS hour
  FROM replaced
  WHERE upload = $upload
  GROUP BY ALL
) AS taker
WHERE replaced.replaced_by = $upload
  AND taker.route = replaced.route AND taker.model = replaced.model
  AND (taker.project = replaced.project OR taker.project = 0 OR replaced.project = 0)
  AND (taker.api_key = replaced.api_key OR taker.api_key = 0 OR replaced.api_key = 0)
  AND taker.day = epoch_us(replaced.starts_at) // 86400000000
  AND (
    taker.hour IS NULL OR replaced.bucket_seconds >= 86400
    OR taker.hour = epoch_us(replaced.starts_at) // 3600000000
  );
