SELECT baseline, block, place, sum(measured)::INTEGER AS measured
FROM weighed
GROUP BY ALL;
