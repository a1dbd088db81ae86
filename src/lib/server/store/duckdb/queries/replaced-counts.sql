-- How many rows of an upload others have replaced, by their names.
SELECT upload.name, count(*) AS rows
FROM (
  SELECT replaced_by FROM replaced WHERE upload = $upload
  UNION ALL
  SELECT replaced_by FROM replaced_charge WHERE upload = $upload
) AS gone
JOIN upload ON upload.seq = gone.replaced_by
GROUP BY upload.name
ORDER BY upload.name;
