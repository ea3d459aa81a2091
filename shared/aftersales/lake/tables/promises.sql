-- What each contact and each cycle was promised when it began, by the target of that moment, and when that was due: a target that
-- is narrowed holds for what is known to be meant. A promise is
-- kept by a reply (or by saying in time that none is needed), a resolution's by the resolution; what ends unanswered before it is
-- due is neither kept nor broken.
CREATE TABLE promises AS
WITH begun AS (
  SELECT * EXCLUDE (cycle, outcome, ended_at), CASE WHEN place = 1 THEN 'first_response' ELSE 'next_response' END AS promise,
    asked_at AS begun_at, ended_at, CASE WHEN outcome <> 'unanswered' THEN ended_at END AS kept_at
  FROM case_contacts
  UNION ALL BY NAME
  SELECT * EXCLUDE (opened_at, resolved_at, reopened_at, is_automatic), 'resolution' AS promise, opened_at AS begun_at,
    resolved_at AS ended_at, resolved_at AS kept_at
  FROM case_cycles
),
promised AS (
  SELECT begun.* EXCLUDE (platform, channel, priority), begun.platform, begun.channel, begun.priority, targets.hours, targets.clock
  FROM begun JOIN targets ON targets.promise = begun.promise AND targets.since <= begun.begun_at
    AND coalesce(targets.platform = begun.platform, targets.platform IS NULL)
    AND coalesce(targets.channel = begun.channel, targets.channel IS NULL)
    AND coalesce(targets.market = begun.market, targets.market IS NULL)
    AND coalesce(targets.priority = begun.priority, targets.priority IS NULL)
  QUALIFY row_number() OVER (
    PARTITION BY begun.entity, begun.promise, begun.place ORDER BY targets.width DESC, targets.since DESC) = 1
),
-- On the business calendar a promise is due in the slot before which the promised time has been worked.
aimed AS (
  SELECT promised.*, CASE WHEN clock = 'business' THEN worked.seconds + CAST(hours * 3600 AS BIGINT) END AS aim
  FROM promised LEFT JOIN worked ON worked.instant = begun_at
),
dated AS (
  SELECT aimed.*, CASE WHEN clock = 'business' THEN slot + to_seconds(aim % 300)
    ELSE begun_at + to_seconds(CAST(hours * 3600 AS BIGINT)) END AS due_at
  FROM aimed LEFT JOIN working_time ON "open" AND before_seconds = aim - aim % 300
)
SELECT * EXCLUDE (aim),
  CASE WHEN kept_at <= due_at THEN 'kept' WHEN ended_at <= due_at THEN NULL ELSE 'broken' END AS outcome,
  CASE WHEN kept_at <= due_at THEN kept_at ELSE due_at END AS decided_at
FROM dated WHERE due_at IS NOT NULL
