-- Requests per group, measured or not.
SELECT /*names*/ sum(cell.requests)::BIGINT AS attempts
FROM (
  SELECT /*keys*/ u.requests
  FROM usage_hour AS u
  WHERE /*scope*/
) AS cell
/*joins*/
GROUP BY ALL
ORDER BY ALL;
