-- Whom each cycle of a case was given to last.
CREATE TABLE case_assignments AS
SELECT entity, given.cycle AS cycle, given.at AS assigned_at, given.agent AS agent
FROM (SELECT entity, unnest(assignments) AS given, generate_subscripts(assignments, 1) AS place FROM case_records WHERE discard IS NULL)
QUALIFY row_number() OVER (PARTITION BY entity, given.cycle ORDER BY place DESC) = 1
