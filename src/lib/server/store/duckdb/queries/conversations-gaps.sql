INSERT INTO conversation_gap
SELECT conversation, starts_at, epoch_us(starts_at) - epoch_us(before_at)
FROM sequence
WHERE epoch_us(starts_at) - epoch_us(before_at) > 300000000;
