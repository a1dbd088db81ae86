INSERT INTO conversation_turn
SELECT
  touched.id, /*nth*/,
  epoch_us(sequence.starts_at) - epoch_us(sequence.before_at), route, provider, model, tier,
  prompt, /*cached*/, /*written*/, answer, resent,
  lag(prompt + answer, $kept + 1, 0) OVER (PARTITION BY key ORDER BY turn)
FROM sequence
JOIN touched USING (key)
WHERE prompt > 0 AND touched.id % (SELECT every FROM conversation_share WHERE sample = $sample) = 0;
