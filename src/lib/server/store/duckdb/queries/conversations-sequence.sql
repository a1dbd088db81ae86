-- The turns of the conversations in `touched` in order, with what each resends: table `sequence`. Turns of one moment go
-- by size, for a history only grows. A turn without a prompt is skipped when it comes to what the one before held.
-- Rows are as narrow as can be, and put in order by as little as tells them apart: that is most of the work.
CREATE OR REPLACE TEMP TABLE sequence AS
WITH request AS (
  SELECT
    hash(u.conversation, $salt) AS key, u.starts_at, u.route, u.provider, u.model, u.feature, u.region, u.tier,
    u.prompt_over, u.outcome > 1 AS failed, /*classes*/
    /*prompt*/ AS prompt,
    /*output*/ AS answer
  FROM usage AS u
  WHERE u.upload /*source*/ AND u.conversation IS NOT NULL AND u.bucket_seconds = 0 AND u.requests = 1
), ordered AS (
  SELECT
    *,
    row_number() OVER turn AS turn,
    lag(starts_at) OVER turn AS before_at,
    lag(/*held prompt*/) OVER turn AS prompt_before,
    lag(/*held*/) OVER turn AS held
  FROM request
  WINDOW turn AS (PARTITION BY key ORDER BY starts_at/*ties*/)
)
SELECT *, CASE WHEN prompt > 0 THEN least(prompt, coalesce(held, 0)) ELSE 0 END AS resent
FROM ordered;
