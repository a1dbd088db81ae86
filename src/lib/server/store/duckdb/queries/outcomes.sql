SELECT /*names*/ outcome.name AS outcome, sum(cell.requests)::BIGINT AS requests
FROM (
  SELECT /*keys*/ u.outcome, sum(u.requests)::BIGINT AS requests
  FROM /*cells*/ AS u
  GROUP BY ALL
) AS cell
/*joins*/
LEFT JOIN label AS outcome ON outcome.kind = 'outcome' AND outcome.id = cell.outcome
GROUP BY ALL
ORDER BY ALL;
