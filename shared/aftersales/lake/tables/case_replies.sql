-- What people of ours said in each case.
CREATE TABLE case_replies AS
SELECT cases.* EXCLUDE (agent, channel, replies), said.at AS said_at, said.cycle AS cycle, said.agent AS agent,
  coalesce(said.channel, cases.channel) AS channel, place
FROM (
  SELECT entity, home, unnest(replies) AS said, generate_subscripts(replies, 1) AS place FROM case_records
) JOIN cases USING (entity, home)
