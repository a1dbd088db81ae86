INSERT INTO conversation
SELECT
  s.conversation, any_value(touched.name), $sample, min(s.starts_at), max(s.starts_at),
  max(s.route) FILTER (s.turn = 1), max(s.model) FILTER (s.turn = 1), max(s.feature) FILTER (s.turn = 1),
  max(s.region) FILTER (s.turn = 1),
  count(*), count(*) FILTER (s.prompt > 0), count(*) FILTER (s.outcome > 1),
  max(s.prompt) FILTER (s.nth = 1 AND s.prompt > 0),
  sum(s.prompt)::BIGINT, sum(s.all_output)::BIGINT, sum(s.resent)::BIGINT,
  count(*) FILTER (s.prompt > 0 AND s.prompt < s.prompt_before),
  coalesce(sum(s.prompt_before - s.prompt) FILTER (s.prompt > 0 AND s.prompt < s.prompt_before), 0)::BIGINT
FROM sequence AS s
JOIN touched ON touched.id = s.conversation
GROUP BY s.conversation;
