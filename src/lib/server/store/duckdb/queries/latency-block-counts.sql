SELECT side, block, list(place ORDER BY place) AS strata, list(measured ORDER BY place) AS measured
FROM (
  SELECT side, block, place, sum(measured)::BIGINT AS measured
  FROM weighed
  GROUP BY ALL
)
GROUP BY ALL
ORDER BY ALL;
