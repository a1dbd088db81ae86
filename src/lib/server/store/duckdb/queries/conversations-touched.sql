CREATE OR REPLACE TEMP TABLE touched AS
SELECT
  touched_name.name,
  hash(touched_name.name, $salt) AS key,
  conversation.id IS NOT NULL AS known,
  coalesce(
    conversation.id,
    (SELECT coalesce(max(id), 0) FROM conversation)
      + row_number() OVER (PARTITION BY conversation.id IS NULL ORDER BY md5(touched_name.name))
  )::INTEGER AS id
FROM touched_name
LEFT JOIN conversation ON conversation.name = touched_name.name AND conversation.sample = $sample;
