"""Contracts on what lies there: open cases by age, and contacts that are or soon will be late."""

from aftersales.metrics.casework import AT_END, COLUMNS, DIMENSIONS, NO_CASES, NONE
from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

_CASES = Words(zh="工单数", en="cases")

BACKLOG = Contract(
    name="backlog",
    title=Words(zh="积压工单", en="Backlog"),
    formula=Words(
        zh="期末时未解决的工单，按创建至今的天数分组", en="cases open at the end of the period, by age"
    ),
    numerator=_CASES,
    denominator=NONE,
    basis=AT_END,
    exclusions=NO_CASES,
    form=Form.COUNT,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=DIMENSIONS,
    # A case passes from one age into the next by two rows at the moment of its birthday; such moments may lie in the future.
    sql=f"""
WITH ages AS (
  SELECT '0-1' AS part, 0 AS youngest, 1 AS oldest UNION ALL SELECT '1-3', 1, 3 UNION ALL SELECT '3-7', 3, 7
  UNION ALL SELECT '7+', 7, NULL
),
stays AS (
  SELECT case_cycles.*, part, greatest(opened_at, case_opened_at + youngest * INTERVAL '1' DAY) AS since,
    CASE WHEN oldest IS NULL THEN resolved_at WHEN resolved_at IS NULL THEN case_opened_at + oldest * INTERVAL '1' DAY
      ELSE least(resolved_at, case_opened_at + oldest * INTERVAL '1' DAY) END AS until
  FROM case_cycles CROSS JOIN ages
)
SELECT entity, home, label, since AS dated, since AS known, 1 AS numerator, 0 AS denominator, part, {COLUMNS}
FROM stays WHERE until IS NULL OR since < until
UNION ALL
SELECT entity, home, label, until, until, -1, 0, part, {COLUMNS} FROM stays WHERE since < until
""",
)

# What waits past its earliest deadline; a contact that ends before is never in here.
OVERDUE = Contract(
    name="overdue",
    title=Words(zh="已超时", en="Overdue"),
    formula=Words(
        zh="期末时已过最早期限仍未回复的来信", en="contacts that wait past their deadline at the period's end"
    ),
    numerator=Words(zh="来信数", en="contacts"),
    denominator=NONE,
    basis=AT_END,
    exclusions=NO_CASES,
    form=Form.COUNT,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=DIMENSIONS,
    sql=f"""
WITH late AS (
  SELECT * FROM promises WHERE promise <> 'resolution' AND (ended_at IS NULL OR ended_at > due_at)
)
SELECT entity, home, label, due_at AS dated, due_at AS known, 1 AS numerator, 0 AS denominator, {COLUMNS} FROM late
UNION ALL
SELECT entity, home, label, ended_at, ended_at, -1, 0, {COLUMNS} FROM late WHERE ended_at IS NOT NULL
""",
)

DUE_SOON = Contract(
    name="due_soon",
    title=Words(zh="即将超时", en="Due soon"),
    formula=Words(
        zh="期末时距期限不足 4 小时、尚未回复的来信",
        en="contacts that wait at the period's end and are due within 4 hours",
    ),
    numerator=OVERDUE.numerator,
    denominator=NONE,
    basis=AT_END,
    exclusions=NO_CASES,
    form=Form.COUNT,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=DIMENSIONS,
    sql=f"""
WITH near AS (
  SELECT promises.*, greatest(begun_at, due_at - INTERVAL '4' HOUR) AS since,
    CASE WHEN ended_at IS NULL THEN due_at ELSE least(ended_at, due_at) END AS until
  FROM promises WHERE promise <> 'resolution'
)
SELECT entity, home, label, since AS dated, since AS known, 1 AS numerator, 0 AS denominator, {COLUMNS}
FROM near WHERE since < until
UNION ALL
SELECT entity, home, label, until, until, -1, 0, {COLUMNS} FROM near WHERE since < until
""",
)

CONTRACTS = (BACKLOG, OVERDUE, DUE_SOON)
