-- The newest snapshot of each case, read once; a case that was folded into another dossier has left its old place. Causes are
-- those of today's tree: a leaf that a seller has retired counts as what it became.
CREATE TABLE case_records AS
WITH newest_case AS (
  SELECT home, number, payload FROM read_parquet($cases, union_by_name = true)
  QUALIFY row_number() OVER (PARTITION BY home, number ORDER BY seen DESC, position DESC) = 1 AND NOT gone
),
read AS (
  SELECT home, number, unnest(from_json(payload, '{
    "state": "VARCHAR", "cause": "VARCHAR", "cause_source": "VARCHAR", "engine_cause": "VARCHAR", "priority": "INTEGER",
    "platform": "VARCHAR", "store": "VARCHAR", "market": "VARCHAR", "order_number": "VARCHAR", "customer": "VARCHAR",
    "skus": ["VARCHAR"], "discard": "VARCHAR", "homes": ["VARCHAR"],
    "opened_at": "TIMESTAMP", "resolved_at": "TIMESTAMP", "first_asked_at": "TIMESTAMP", "first_answer_at": "TIMESTAMP",
    "handed_off_at": "TIMESTAMP",
    "cycles": [{"opened_at": "TIMESTAMP", "resolved_at": "TIMESTAMP", "agent": "VARCHAR", "is_automatic": "BOOLEAN"}],
    "contacts": [{"cycle": "INTEGER", "channel": "VARCHAR", "priority": "INTEGER", "asked_at": "TIMESTAMP",
      "last_asked_at": "TIMESTAMP", "messages": "INTEGER", "auto_answered_at": "TIMESTAMP", "ended_at": "TIMESTAMP",
      "outcome": "VARCHAR", "agent": "VARCHAR"}],
    "replies": [{"at": "TIMESTAMP", "cycle": "INTEGER", "agent": "VARCHAR", "channel": "VARCHAR"}],
    "turns": [{"at": "TIMESTAMP", "state": "VARCHAR"}],
    "assignments": [{"at": "TIMESTAMP", "cycle": "INTEGER", "agent": "VARCHAR"}],
    "labels": [{"at": "TIMESTAMP", "member": "VARCHAR", "cause": "VARCHAR"}]}'))
  FROM newest_case
),
becoming AS (SELECT unnest(from_json($causes, '[{"old": "VARCHAR", "new": "VARCHAR"}]'), recursive := true))
SELECT read.* REPLACE (coalesce(now.new, read.cause) AS cause, coalesce(guess.new, read.engine_cause) AS engine_cause),
  home || '#' || CAST(number AS VARCHAR) AS entity, coalesce(order_number, home) AS label, skus[1] AS sku,
  contacts[1].channel AS channel
FROM read LEFT JOIN becoming now ON now.old = read.cause LEFT JOIN becoming guess ON guess.old = read.engine_cause
