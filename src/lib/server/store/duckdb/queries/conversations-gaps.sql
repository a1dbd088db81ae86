INSERT INTO conversation_gap
SELECT
  touched.id, sequence.starts_at, epoch_us(sequence.starts_at) - epoch_us(sequence.before_at), of.sample, of.first_at
FROM sequence
JOIN touched USING (key)
JOIN conversation AS of ON of.id = touched.id
WHERE epoch_us(sequence.starts_at) - epoch_us(sequence.before_at) > 300000000;
