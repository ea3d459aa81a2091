-- Service targets with the moment since which they hold; the plain setting holds where nothing narrower does.
CREATE TABLE targets AS
WITH told AS (
  SELECT unnest(from_json(CAST($settings AS JSON) -> 'targets', '[{"since": "TIMESTAMP", "promise": "VARCHAR", "hours": "DOUBLE",
    "clock": "VARCHAR", "platform": "VARCHAR", "channel": "VARCHAR", "market": "VARCHAR", "priority": "INTEGER"}]')) AS target
)
SELECT target.since AS since, target.promise AS promise, target.hours AS hours, target.clock AS clock, target.platform AS platform,
  target.channel AS channel, target.market AS market, target.priority AS priority,
  1 + (target.platform IS NOT NULL)::INTEGER + (target.channel IS NOT NULL)::INTEGER + (target.market IS NOT NULL)::INTEGER
    + (target.priority IS NOT NULL)::INTEGER AS width
FROM told
UNION ALL
SELECT TIMESTAMP '1970-01-01', promise, first_answer_hours, 'marketplace', NULL, NULL, NULL, NULL, 0
FROM settings CROSS JOIN (VALUES ('first_response'), ('next_response')) AS kinds (promise)
