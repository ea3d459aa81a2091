-- The cycles of each case, from opening to resolution; `reopened_at` is when the next one began.
CREATE TABLE case_cycles AS
WITH flat AS (
  SELECT entity, home, unnest(cycles) AS cycle, generate_subscripts(cycles, 1) AS place FROM case_records
)
SELECT cases.* EXCLUDE (opened_at, resolved_at, agent), place, cases.opened_at AS case_opened_at, cycle.opened_at AS opened_at,
  cycle.resolved_at AS resolved_at, cycle.agent AS agent, coalesce(cycle.is_automatic, false) AS is_automatic,
  lead(cycle.opened_at) OVER (PARTITION BY entity ORDER BY place) AS reopened_at
FROM flat JOIN cases USING (entity, home)
