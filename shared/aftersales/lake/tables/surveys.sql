-- The newest answer to each survey.
CREATE TABLE surveys AS
SELECT entity, home, store, platform, occurred_at AS answered_at, CAST(payload ->> 'score' AS BIGINT) AS score
FROM newest WHERE type = 'survey_answer'
