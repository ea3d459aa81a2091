-- Seconds of working time until each instant that durations begin or end at, for those at which a calendar is in force. The hours
-- between two instants are the difference of two rows, so both ends are joined by equality.
CREATE TABLE worked AS
WITH instants AS (
  SELECT first_asked_at AS instant FROM cases UNION SELECT first_answer_at FROM cases UNION SELECT handed_off_at FROM cases
  UNION SELECT opened_at FROM case_cycles UNION SELECT resolved_at FROM case_cycles
  UNION SELECT asked_at FROM case_contacts UNION SELECT ended_at FROM case_contacts
  UNION SELECT since FROM case_turns
)
SELECT instant, before_seconds + CASE WHEN "open" THEN date_diff('second', slot, instant) ELSE 0 END AS seconds
FROM instants JOIN working_time ON slot = time_bucket(INTERVAL '5 minutes', instant)
