-- The last judgement that a person gave on the cause of a case, unless it was taken back.
CREATE TABLE case_labels AS
WITH last_label AS (
  SELECT entity, home, labels[-1] AS label FROM case_records WHERE len(labels) > 0
)
SELECT cases.* EXCLUDE (cause, agent), last_label.label.at AS labelled_at, last_label.label.member AS agent, cases.cause
FROM last_label JOIN cases USING (entity, home) WHERE last_label.label.cause IS NOT NULL
