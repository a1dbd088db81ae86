-- When the last record starts; the day is given so that few records are looked at.
SELECT max(u.starts_at) AS last_at
FROM usage AS u
WHERE u.starts_at >= make_timestamp($last_day::BIGINT * 86400000000) AND /*scope*/;
