-- Whose turn it was from when until when; the last turn of a case has no end.
CREATE TABLE case_turns AS
SELECT entity, turn.state AS state, turn.at AS since, lead(turn.at) OVER (PARTITION BY entity ORDER BY place) AS until
FROM (SELECT entity, unnest(turns) AS turn, generate_subscripts(turns, 1) AS place FROM case_records WHERE discard IS NULL)
