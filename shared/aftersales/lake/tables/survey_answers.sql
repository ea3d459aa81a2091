-- Every answer with the one that took its place within seven days of the first; later ones are kept as facts and change nothing.
CREATE TABLE survey_answers AS
WITH given AS (
  SELECT answer.entity, answer.score, answer."at" AS given_at, surveys.* EXCLUDE (entity, answered_at), surveys.answered_at AS first_at
  FROM newest_survey_answer answer JOIN surveys ON surveys.store = answer.store AND surveys.key = answer.survey
)
SELECT *, lead(given_at) OVER (PARTITION BY store, key ORDER BY given_at, entity) AS replaced_at
FROM given WHERE given_at <= first_at + INTERVAL 7 DAY AND score BETWEEN 1 AND 5
