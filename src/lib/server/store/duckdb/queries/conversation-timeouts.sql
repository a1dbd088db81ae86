SELECT count(*) AS turns
FROM conversation_gap AS gap
JOIN (SELECT u.id FROM conversation AS u WHERE /*scope*/) AS chosen ON chosen.id = gap.conversation
WHERE gap.micros > $timeout::BIGINT;
