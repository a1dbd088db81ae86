-- Answered turns by their number, in bands, of the conversations whose turns are kept.
WITH chosen AS (
  SELECT u.id FROM conversation AS u WHERE /*scope*/ AND u.id % $every = 0
)
SELECT
  /*band*/ AS band, count(*) AS turns, sum(prompt)::BIGINT AS prompt, sum(resent)::BIGINT AS resent,
  sum(output)::BIGINT AS output, quantile_cont(prompt, [0.5, 0.9]) AS prompt_quantiles
FROM conversation_turn AS turn
JOIN chosen ON chosen.id = turn.conversation
GROUP BY band
ORDER BY band;
