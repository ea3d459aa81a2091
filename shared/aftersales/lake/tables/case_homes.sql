-- Which dossier the facts of each partition were folded into.
CREATE TABLE case_homes AS
SELECT part, min(home) AS home FROM (SELECT home, unnest(homes) AS part FROM case_records) GROUP BY part
