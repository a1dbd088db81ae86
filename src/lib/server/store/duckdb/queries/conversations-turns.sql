INSERT INTO conversation_turn
SELECT
  conversation, nth, epoch_us(starts_at) - epoch_us(before_at), route, provider, model, tier,
  prompt, /*cached*/, /*written*/, all_output, resent
FROM sequence
WHERE prompt > 0 AND conversation % (SELECT every FROM conversation_share WHERE sample = $sample) = 0;
