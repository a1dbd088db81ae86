SELECT asked.baseline, u.block, asked.place, sum(u.measured)::INTEGER AS measured
FROM (
  SELECT cells.block, cells.route, /*columns*/ sum(cells.measured) AS measured
  FROM cells
  GROUP BY ALL
) AS u
JOIN asked ON asked.route = u.route/*alike*/
GROUP BY ALL;
