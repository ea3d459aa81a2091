-- From when until when facts speak.
CREATE TABLE known_span AS
SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM facts
