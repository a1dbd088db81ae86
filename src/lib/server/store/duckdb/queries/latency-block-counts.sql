-- One number says whose, when and which, for there are many rows: (block × 2 + baseline) × strata + place.
SELECT (u.block * 2 + asked.baseline)::DOUBLE * $strata + asked.place AS slot, u.measured::INTEGER AS measured
FROM (
  SELECT cells.block, cells.route, /*columns*/ sum(cells.measured) AS measured
  FROM cells
  GROUP BY ALL
) AS u
JOIN asked ON asked.route = u.route/*alike*/;
