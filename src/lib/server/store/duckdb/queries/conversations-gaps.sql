INSERT INTO conversation_gap
SELECT touched.id, sequence.starts_at, epoch_us(sequence.starts_at) - epoch_us(sequence.before_at)
FROM sequence
JOIN touched USING (key)
WHERE epoch_us(sequence.starts_at) - epoch_us(sequence.before_at) > 300000000;
