-- Surveys about cases that count. The agent is who had resolved the cycle when the survey left, as it was sent or else as the case
-- tells; an answer is proof that a survey arrived. `place` is that of the cycle.
CREATE TABLE surveys AS
WITH first_answers AS (SELECT store, survey, min("at") AS answered_at FROM newest_survey_answer GROUP BY store, survey),
sent AS (
  SELECT survey.*, case_homes.home || '#' || CAST(survey."case" AS VARCHAR) AS asked_about
  FROM newest_survey survey LEFT JOIN case_homes ON case_homes.part = survey."on"
)
SELECT sent.entity, sent.key, sent.home, sent.store, sent.sent_at, cases.label, cases.platform, cases.market, cases.channel, cases.sku,
  cases.cause, coalesce(sent.agent, case_cycles.agent) AS agent, answered_at, sent.bounced_at,
  coalesce(sent.delivered_at, answered_at) AS delivered_at
FROM sent JOIN cases ON cases.entity = asked_about
LEFT JOIN case_cycles ON case_cycles.entity = asked_about AND case_cycles.place = sent.cycle
LEFT JOIN first_answers ON first_answers.store = sent.store AND first_answers.survey = sent.key
