-- Records that are no turn of any conversation.
SELECT count(*) AS records
FROM usage AS u
WHERE /*scope*/
  AND (u.conversation IS NULL OR u.bucket_seconds <> 0 OR u.requests IS DISTINCT FROM 1);
