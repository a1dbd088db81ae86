-- Who uses it from where. A user is where most of their requests come from; as many here as there counts as home.
WITH home AS (
  SELECT id FROM label WHERE kind = 'region' AND name IN (SELECT unnest($home::VARCHAR[]))
), part AS (
  SELECT u."user" AS person, u.region, coalesce(sum(u.requests), 0)::BIGINT AS requests
  FROM usage AS u
  WHERE /*scope*/
  GROUP BY ALL
), placed AS (
  SELECT person, requests, region IN (SELECT id FROM home) AS at_home FROM part WHERE region <> 0
), people AS (
  SELECT
    person,
    coalesce(sum(requests) FILTER (at_home), 0) >= coalesce(sum(requests) FILTER (NOT at_home), 0) AS at_home
  FROM placed
  WHERE person <> 0
  GROUP BY person
)
SELECT
  (SELECT count(*) FROM people WHERE at_home) AS home_users,
  (SELECT count(*) FROM people WHERE NOT at_home) AS abroad_users,
  coalesce(sum(requests) FILTER (at_home), 0)::BIGINT AS home_requests,
  coalesce(sum(requests) FILTER (NOT at_home), 0)::BIGINT AS abroad_requests,
  coalesce(sum(requests) FILTER (person = 0), 0)::BIGINT AS requests_without_user,
  (SELECT coalesce(sum(requests), 0)::BIGINT FROM part WHERE region = 0) AS requests_without_region
FROM placed;
