-- New names of raw_label get the next ids of their kind.
INSERT INTO label
SELECT kind, coalesce(last, 0) + row_number() OVER (PARTITION BY kind ORDER BY name), name
FROM (SELECT DISTINCT kind, trim(raw) AS name FROM raw_label WHERE trim(raw) <> '') AS found
ANTI JOIN label USING (kind, name)
LEFT JOIN (SELECT kind, max(id) AS last FROM label GROUP BY kind) AS ids USING (kind);
