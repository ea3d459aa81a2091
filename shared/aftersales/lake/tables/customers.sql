-- Which keys were one person, from when until when. A merge, and its taking back, begins a new span for everybody whom a chain of
-- merges has ever joined; keys that were never merged are not listed.
CREATE TABLE customers AS
WITH RECURSIVE told AS (
  SELECT entity, id, version, occurred_at AS moment, first AS a, second AS b, together
  FROM facts_same_customer
),
ever AS (SELECT a, b FROM told UNION SELECT b, a FROM told),
reach AS (
  SELECT a, b FROM ever
  UNION
  SELECT reach.a, ever.b FROM reach JOIN ever ON ever.a = reach.b
),
families AS (SELECT a AS key, least(a, min(b)) AS family FROM reach GROUP BY a),
moments AS (SELECT DISTINCT family, moment FROM told JOIN families ON families.key = told.a),
spans AS (
  SELECT family, moment AS since, coalesce(lead(moment) OVER (PARTITION BY family ORDER BY moment), TIMESTAMP '9999-01-01') AS until FROM moments
  UNION ALL
  SELECT family, TIMESTAMP '0001-01-01', min(moment) FROM moments GROUP BY family
),
standing AS (
  SELECT spans.family, since, a, b, together
  FROM spans JOIN families ON families.family = spans.family JOIN told ON told.a = families.key AND told.moment <= spans.since
  QUALIFY row_number() OVER (PARTITION BY spans.family, since, entity ORDER BY version DESC, id DESC) = 1
),
edges AS (
  SELECT family, since, a, b FROM standing WHERE together
  UNION
  SELECT family, since, b, a FROM standing WHERE together
),
joined AS (
  SELECT family, since, a, b FROM edges
  UNION
  SELECT joined.family, joined.since, joined.a, edges.b
  FROM joined JOIN edges ON edges.family = joined.family AND edges.since = joined.since AND edges.a = joined.b
)
SELECT families.key, spans.since, until, least(families.key, coalesce(min(b), families.key)) AS person
FROM families
JOIN spans ON spans.family = families.family
LEFT JOIN joined ON joined.family = families.family AND joined.since = spans.since AND joined.a = families.key
GROUP BY families.key, spans.since, until
