-- Counts of the conversations in scope. An answered turn overflows where it has more than $earlier answered before it.
SELECT
  count(*) AS conversations,
  coalesce(sum(u.turns), 0)::BIGINT AS turns,
  coalesce(sum(u.answered), 0)::BIGINT AS answered,
  coalesce(sum(u.errors), 0)::BIGINT AS errors,
  coalesce(avg(u.turns), 0) AS mean_turns,
  coalesce(quantile_cont(u.turns, [0.5, 0.95]), [0, 0]) AS turn_quantiles,
  coalesce(max(u.turns), 0) AS most_turns,
  count(*) FILTER (u.turns = 1) AS single_turn,
  coalesce(sum(u.prompt), 0)::BIGINT AS prompt,
  coalesce(sum(u.output), 0)::BIGINT AS output,
  coalesce(sum(u.resent), 0)::BIGINT AS resent,
  coalesce(sum(u.trims), 0)::BIGINT AS trims,
  count(*) FILTER (u.trims > 0) AS trimming,
  coalesce(sum(u.trimmed), 0)::BIGINT AS trimmed,
  coalesce(sum(greatest(u.answered - 1 - $earlier, 0)), 0)::BIGINT AS overflowing
FROM conversation AS u
WHERE /*scope*/;
