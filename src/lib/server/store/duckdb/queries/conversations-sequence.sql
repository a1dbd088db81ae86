-- The turns of the conversations in `touched` in order, with what each resends: table `sequence`. Turns of one moment go
-- by size, for a history only grows. A turn without a prompt is skipped when it comes to what the one before held.
CREATE OR REPLACE TEMP TABLE sequence AS
WITH request AS (
  SELECT
    touched.id AS conversation, u.starts_at, u.route, u.provider, u.model, u.feature, u.region, u.tier, u.prompt_over,
    u.outcome, /*classes*/
    /*prompt*/ AS prompt,
    /*output*/ AS all_output
  FROM usage AS u
  JOIN touched ON touched.name = u.conversation
  WHERE u.upload /*source*/
    AND u.bucket_seconds = 0 AND u.requests = 1
)
SELECT
  *,
  row_number() OVER turn AS turn,
  /*nth*/ AS nth,
  lag(starts_at) OVER turn AS before_at,
  lag(CASE WHEN prompt > 0 THEN prompt END /*past*/) OVER turn AS prompt_before,
  CASE WHEN prompt > 0 THEN least(prompt, coalesce(lag(CASE WHEN prompt > 0 THEN prompt + all_output END /*past*/) OVER turn, 0)) ELSE 0 END AS resent
FROM request
WINDOW turn AS (PARTITION BY conversation ORDER BY starts_at, prompt, all_output, model, route);
