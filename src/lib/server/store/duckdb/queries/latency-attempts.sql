-- Requests per group, measured or not, and how many latencies there are.
SELECT /*names*/ sum(cell.requests)::BIGINT AS attempts, sum(cell.measured)::BIGINT AS measured
FROM (
  SELECT /*keys*/ sum(u.requests) AS requests, sum(u./*metric*/) AS measured
  FROM /*cells*/ AS u
  GROUP BY ALL
) AS cell
/*joins*/
GROUP BY ALL
ORDER BY ALL;
