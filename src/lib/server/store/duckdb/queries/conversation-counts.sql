-- Distinct conversations per group of records, and requests without one.
WITH counted AS (
  SELECT
    /*key*/ AS id,
    count(DISTINCT u.conversation)::DOUBLE AS conversations,
    coalesce(sum(u.requests) FILTER (u.conversation IS NULL), 0)::DOUBLE AS without
  FROM usage AS u
  WHERE /*scope*/
  GROUP BY ALL
)
SELECT named.name, counted.conversations, counted.without
FROM counted
LEFT JOIN /*names*/ AS named ON named.id = counted.id
ORDER BY named.name;
