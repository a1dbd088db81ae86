-- Records of two routes that stand for several requests, or for an unknown number.
SELECT count(*) AS buckets
FROM usage AS u
WHERE (u.bucket_seconds > 0 OR u.requests IS DISTINCT FROM 1)
  AND u.route IN (SELECT id FROM label WHERE kind = 'route' AND name IN ($official, $relay))
  AND /*scope*/;
