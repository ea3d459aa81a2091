-- Each run of customer messages, with how it ended. `place` counts the contacts of a case from 1.
CREATE TABLE case_contacts AS
WITH flat AS (
  SELECT entity, home, unnest(contacts) AS contact, generate_subscripts(contacts, 1) AS place FROM case_records
)
SELECT cases.* EXCLUDE (channel, priority, agent, opened_at), cases.opened_at AS case_opened_at, place, contact.cycle AS cycle,
  contact.channel AS channel, contact.priority AS priority, contact.asked_at AS asked_at, contact.last_asked_at AS last_asked_at,
  contact.messages AS messages, contact.auto_answered_at AS auto_answered_at, contact.ended_at AS ended_at,
  contact.outcome AS outcome, contact.agent AS agent
FROM flat JOIN cases USING (entity, home)
