SELECT u.answered, count(*) AS conversations
FROM conversation AS u
WHERE /*scope*/
GROUP BY u.answered
ORDER BY u.answered;
