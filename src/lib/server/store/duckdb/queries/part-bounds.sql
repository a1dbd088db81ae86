-- Row ids that divide an upload's records into parts of half a million or more, eight at most: no row where it has fewer
-- than two such parts.
SELECT (first + (last - first) * part // parts)::VARCHAR AS bound
FROM (
  SELECT min(rowid) AS first, max(rowid) AS last, least(count(*) // 500000, 8) AS parts
  FROM usage
  WHERE upload = $upload
), range(1, parts) AS of(part)
ORDER BY part;
