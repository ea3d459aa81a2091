"""Contracts on resolving: how many problems are solved, how soon, at which contact, and what still lies there."""

from dataclasses import replace

from aftersales.metrics.casework import COLUMNS, DIMENSIONS, HOURS, NO_CASES, OBSERVED_DAYS, WITH_AGENT
from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

FIRST_RESOLUTIONS = f"""
-- The first resolution of each case, with the contacts answered up to it, and the first further case of the same order, or of the
-- same customer with the same branch of causes, that was opened within the days observed.
WITH resolved AS (SELECT * FROM case_cycles WHERE place = 1 AND resolved_at IS NOT NULL),
answered AS (
  SELECT entity, count(*) AS answered FROM case_contacts WHERE cycle = 1 AND outcome = 'answered' GROUP BY entity
),
further AS (
  SELECT resolved.entity, resolved.resolved_at, other.entity AS again, other.opened_at AS again_at
  FROM resolved JOIN cases other ON other.customer = resolved.customer
    AND split_part(other.cause, '.', 1) = split_part(resolved.cause, '.', 1)
  UNION ALL
  SELECT resolved.entity, resolved.resolved_at, other.entity, other.opened_at
  FROM resolved JOIN cases other ON other.home = resolved.home
),
elsewhere AS (
  SELECT entity, min(again_at) AS again_at FROM further
  WHERE again <> entity AND again_at > resolved_at AND again_at <= resolved_at + INTERVAL '{OBSERVED_DAYS}' DAY
  GROUP BY entity
),
observed AS (
  SELECT resolved.*, coalesce(answered.answered, 0) AS answered, again_at,
    resolved_at + INTERVAL '{OBSERVED_DAYS}' DAY AS observed_at
  FROM resolved LEFT JOIN answered ON answered.entity = resolved.entity LEFT JOIN elsewhere ON elsewhere.entity = resolved.entity
)
"""

FIRST_CONTACT = Contract(
    name="fcr.by_resolved",
    title=Words(zh="一次性解决率", en="First-contact resolution"),
    formula=Words(
        zh="恰好一次客服回复即解决、未重新打开、7 天内同一客户没有同类新工单的工单 ÷ 解决已满 7 天且有人工回复的工单",
        en="cases resolved with exactly one contact answered, not reopened, with no new case of the same customer and cause within "
        "7 days ÷ cases resolved 7 days ago or earlier that a person had answered",
    ),
    numerator=Words(zh="一次回复即解决的工单", en="cases resolved at the first contact"),
    denominator=Words(
        zh="解决满 7 天、有人工回复的工单", en="cases resolved for 7 days, answered by a person"
    ),
    basis=Words(zh="按首次解决日期", en="by date of the first resolution"),
    exclusions=Words(
        zh="没有人工回复的解决（含机器人自动解决）不计；单纯致谢不影响；合并、垃圾和测试工单不计",
        en="Without resolutions that no person had answered (bots included); plain thanks change nothing; without merged, spam and "
        "test cases",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=WITH_AGENT,
    matures_days=OBSERVED_DAYS,
    lower_is_better=False,
    sql=f"""{FIRST_RESOLUTIONS}
SELECT entity, home, label, resolved_at AS dated, observed_at AS known,
  CASE WHEN answered = 1 AND again_at IS NULL AND (reopened_at IS NULL OR reopened_at > observed_at) THEN 1 ELSE 0 END AS numerator,
  1 AS denominator, agent, {COLUMNS}
FROM observed WHERE answered > 0
UNION ALL
-- Reopened after it had been counted: it was no resolution at the first contact after all.
SELECT entity, home, label, resolved_at, reopened_at, -1, 0, agent, {COLUMNS}
FROM observed WHERE answered = 1 AND again_at IS NULL AND reopened_at > observed_at
""",
)

RESOLUTION_RATE = Contract(
    name="resolution_rate.by_opened",
    title=Words(zh="解决率", en="Resolution rate"),
    formula=Words(
        zh="创建后 7 天时处于已解决状态的工单 ÷ 期内创建的工单",
        en="cases that stood resolved 7 days after they were opened ÷ cases opened in the period",
    ),
    numerator=Words(
        zh="7 天内解决且未重新打开的工单", en="cases resolved within 7 days and not reopened by then"
    ),
    denominator=Words(zh="期内创建的工单", en="cases opened in the period"),
    basis=Words(zh="按工单创建日期", en="by date the case was opened"),
    exclusions=NO_CASES,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=DIMENSIONS,
    matures_days=OBSERVED_DAYS,
    lower_is_better=False,
    sql=f"""
SELECT entity, home, label, opened_at AS dated, opened_at AS known, 0 AS numerator, 1 AS denominator, agent, {COLUMNS} FROM cases
UNION ALL
SELECT entity, home, label, case_opened_at, resolved_at, 1, 0, agent, {COLUMNS}
FROM case_cycles WHERE resolved_at < case_opened_at + INTERVAL '{OBSERVED_DAYS}' DAY
UNION ALL
SELECT entity, home, label, case_opened_at, reopened_at, -1, 0, agent, {COLUMNS}
FROM case_cycles WHERE reopened_at < case_opened_at + INTERVAL '{OBSERVED_DAYS}' DAY
""",
)

CLEARANCE = Contract(
    name="clearance",
    title=Words(zh="清结率", en="Clearance"),
    formula=Words(
        zh="期内的解决次数 ÷ 期内的创建和重新打开次数；是流量，可超过 100%",
        en="resolutions in the period ÷ openings and reopenings in the period; a flow, which may exceed 100 %",
    ),
    numerator=Words(zh="解决次数", en="resolutions"),
    denominator=Words(zh="创建和重新打开次数", en="openings and reopenings"),
    basis=Words(
        zh="分子按解决日期，分母按打开日期", en="numerator by date resolved, denominator by date opened"
    ),
    exclusions=NO_CASES,
    form=Form.RATIO,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=DIMENSIONS,
    lower_is_better=False,
    sql=f"""
SELECT entity, home, label, opened_at AS dated, opened_at AS known, 0 AS numerator, 1 AS denominator, agent, {COLUMNS}
FROM case_cycles
UNION ALL
SELECT entity, home, label, resolved_at, resolved_at, 1, 0, agent, {COLUMNS} FROM case_cycles WHERE resolved_at IS NOT NULL
""",
)

_RESOLVED_CASES = Words(zh="期内（最后一次）解决的工单", en="cases whose last resolution lies in the period")


def _lasting(which: str) -> str:
    """Return the ledger of how long resolutions took on both clocks, of the cycles that a condition chooses."""
    return f"""
WITH lasted AS (
  SELECT case_cycles.*, CASE WHEN first_asked_at < resolved_at THEN first_asked_at ELSE case_opened_at END AS began_at
  FROM case_cycles WHERE {which}
)
SELECT entity, home, label, resolved_at AS dated, resolved_at AS known,
  date_diff('second', began_at, resolved_at) / 3600.0 AS numerator, 1 AS denominator,
  (ended.seconds - begun.seconds) / 3600.0 AS business, agent, {COLUMNS}
FROM lasted LEFT JOIN worked begun ON begun.instant = began_at LEFT JOIN worked ended ON ended.instant = resolved_at
"""


FULL_RESOLUTION = Contract(
    name="full_resolution",
    title=Words(zh="完全解决时间", en="Full resolution time"),
    formula=Words(
        zh="每个工单从客户首条消息（没有消息时从创建）到最后一次解决的小时数；取中位数和 P90",
        en="per case, hours from the first customer message (without one, from its opening) to the last resolution; median and P90",
    ),
    numerator=HOURS,
    denominator=_RESOLVED_CASES,
    basis=Words(zh="按最后一次解决日期", en="by date of the last resolution"),
    exclusions=Words(
        zh="重新打开且尚未解决的工单不计；合并、垃圾和测试工单不计",
        en="Without cases that are open again; without merged, spam and test cases",
    ),
    form=Form.DURATION,
    unit=Unit.HOURS,
    minimum=10,
    dimensions=WITH_AGENT,
    sql=_lasting("resolved_at IS NOT NULL AND reopened_at IS NULL"),
)

FIRST_RESOLUTION = replace(
    FULL_RESOLUTION,
    name="first_resolution",
    title=Words(zh="首次解决时间", en="First resolution time"),
    formula=Words(
        zh="每个工单从客户首条消息（没有消息时从创建）到第一次解决的小时数；取中位数和 P90",
        en="per case, hours from the first customer message (without one, from its opening) to the first resolution; median, P90",
    ),
    denominator=Words(zh="期内首次解决的工单", en="cases first resolved in the period"),
    basis=Words(zh="按首次解决日期", en="by date of the first resolution"),
    exclusions=NO_CASES,
    sql=_lasting("place = 1 AND resolved_at IS NOT NULL"),
)

ACTIVE_RESOLUTION = Contract(
    name="active_resolution",
    title=Words(zh="实际处理时间", en="Active resolution time"),
    formula=Words(
        zh="每个工单等待我方的小时数之和（不含等待客户的时间），到最后一次解决为止",
        en="per case, the hours in which it was our turn, without those in which it was the customer's, up to the last resolution",
    ),
    numerator=HOURS,
    denominator=_RESOLVED_CASES,
    basis=FULL_RESOLUTION.basis,
    exclusions=FULL_RESOLUTION.exclusions,
    form=Form.DURATION,
    unit=Unit.HOURS,
    minimum=10,
    dimensions=WITH_AGENT,
    sql=f"""
WITH ours AS (
  SELECT entity, sum(date_diff('second', since, until)) AS seconds,
    CASE WHEN count(ended.seconds - begun.seconds) = count(*) THEN sum(ended.seconds - begun.seconds) END AS business_seconds
  FROM case_turns LEFT JOIN worked begun ON begun.instant = since LEFT JOIN worked ended ON ended.instant = until
  WHERE state = 'waiting' AND until IS NOT NULL GROUP BY entity
)
SELECT case_cycles.entity, home, label, resolved_at AS dated, resolved_at AS known, coalesce(ours.seconds, 0) / 3600.0 AS numerator,
  1 AS denominator, ours.business_seconds / 3600.0 AS business, agent, {COLUMNS}
FROM case_cycles LEFT JOIN ours ON ours.entity = case_cycles.entity WHERE resolved_at IS NOT NULL AND reopened_at IS NULL
""",
)

CONTRACTS = (
    FIRST_CONTACT,
    RESOLUTION_RATE,
    CLEARANCE,
    FULL_RESOLUTION,
    FIRST_RESOLUTION,
    ACTIVE_RESOLUTION,
)
