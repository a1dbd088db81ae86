SELECT count(*) AS turns
FROM conversation_gap AS u
WHERE /*scope*/ AND u.micros > $timeout::BIGINT;
