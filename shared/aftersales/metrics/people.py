"""Contracts on the work of people: what each has written, handled and solved. No ranking is made of these."""

from aftersales.metrics.casework import COLUMNS, NO_CASES, NONE, WITH_AGENT
from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

_MINIMUM = 20
_RESOLUTION_DAYS = 7
"""When an assigned case is due, where no target for resolutions is set."""

_BY_CREDIT = Words(
    zh="解决归于解决者；自动关闭归于最后回复的客服；合并、垃圾和测试工单不计",
    en="A resolution is credited to who resolved it, an automatic one to who replied last; without merged, spam and test cases",
)

REPLIES = Contract(
    name="agent_replies",
    title=Words(zh="客服回复数", en="Replies by agents"),
    formula=Words(zh="期内客服发出的公开回复", en="public replies by people in the period"),
    numerator=Words(zh="回复数", en="replies"),
    denominator=NONE,
    basis=Words(zh="按回复日期", en="by date of the reply"),
    exclusions=Words(
        zh=f"归于发送者（经人批准的草稿归于批准者）；自动回复和内部备注不计；{NO_CASES.zh}",
        en=f"Credited to the sender, or to who approved a draft; without automatic replies and internal notes. {NO_CASES.en}",
    ),
    form=Form.TOTAL,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=WITH_AGENT,
    lower_is_better=False,
    sql=f"""
SELECT entity, home, label, said_at AS dated, said_at AS known, 1 AS numerator, 0 AS denominator, agent, {COLUMNS} FROM case_replies
""",
)

HANDLED = Contract(
    name="agent_cases",
    title=Words(zh="客服经手工单", en="Cases handled by agents"),
    formula=Words(
        zh="客服首次回复落在期内的工单，每人每单一次",
        en="cases by the date of an agent's first reply in them, once for each agent",
    ),
    numerator=Words(zh="工单数", en="cases"),
    denominator=NONE,
    basis=Words(zh="按该客服首次回复日期", en="by date of the agent's first reply"),
    exclusions=NO_CASES,
    form=Form.TOTAL,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=WITH_AGENT,
    lower_is_better=False,
    sql=f"""
WITH firsts AS (
  SELECT case_replies.*, row_number() OVER (PARTITION BY entity, agent ORDER BY said_at, place) AS reply FROM case_replies
)
SELECT entity, home, label, said_at AS dated, said_at AS known, 1 AS numerator, 0 AS denominator, agent, {COLUMNS}
FROM firsts WHERE reply = 1 AND agent IS NOT NULL
""",
)

RESOLVED = Contract(
    name="agent_resolved",
    title=Words(zh="客服解决工单", en="Resolutions by agents"),
    formula=Words(zh="期内的解决次数", en="resolutions in the period"),
    numerator=Words(zh="解决次数", en="resolutions"),
    denominator=NONE,
    basis=Words(zh="按解决日期", en="by date of the resolution"),
    exclusions=_BY_CREDIT,
    form=Form.TOTAL,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=WITH_AGENT,
    lower_is_better=False,
    sql=f"""
SELECT entity, home, label, resolved_at AS dated, resolved_at AS known, 1 AS numerator, 0 AS denominator, agent, {COLUMNS}
FROM case_cycles WHERE resolved_at IS NOT NULL
""",
)

COMPLETION = Contract(
    name="agent_completion_rate",
    title=Words(zh="完成率", en="Completion rate"),
    formula=Words(
        zh="由被分配者解决的工单 ÷ 分配给该客服且已到期的工单",
        en="cases resolved by whom they were assigned to ÷ cases assigned to that agent and due",
    ),
    numerator=Words(zh="由被分配者解决的工单", en="cases resolved by the assigned agent"),
    denominator=Words(zh="已分配且已到期的工单", en="cases assigned and due"),
    basis=Words(
        zh="按到期日期（解决目标；未设目标时为打开后 7 天）",
        en="by due date: the target for resolutions, without one 7 days after opening",
    ),
    exclusions=Words(
        zh=f"改派后只计最后的被分配者；{NO_CASES.zh}",
        en=f"After a reassignment only the last one counts. {NO_CASES.en}",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=_MINIMUM,
    dimensions=WITH_AGENT,
    lower_is_better=False,
    sql=f"""
WITH due AS (
  SELECT case_cycles.*, case_assignments.agent AS assignee,
    coalesce(promises.due_at, case_cycles.opened_at + INTERVAL '{_RESOLUTION_DAYS}' DAY) AS due_on
  FROM case_cycles
  JOIN case_assignments ON case_assignments.entity = case_cycles.entity AND case_assignments.cycle = case_cycles.place
  LEFT JOIN promises ON promises.entity = case_cycles.entity AND promises.place = case_cycles.place
    AND promises.promise = 'resolution'
  WHERE case_assignments.agent IS NOT NULL
)
SELECT entity, home, label, due_on AS dated, due_on AS known, 0 AS numerator, 1 AS denominator, assignee AS agent, {COLUMNS}
FROM due
UNION ALL
SELECT entity, home, label, due_on, greatest(resolved_at, due_on), 1, 0, assignee, {COLUMNS}
FROM due WHERE resolved_at IS NOT NULL AND agent = assignee
""",
)

REOPENED = Contract(
    name="agent_reopen_share",
    title=Words(zh="重新打开率", en="Share reopened"),
    formula=Words(
        zh="之后重新打开的解决 ÷ 期内的解决次数", en="resolutions that were reopened later ÷ resolutions"
    ),
    numerator=Words(zh="重新打开的解决", en="resolutions reopened"),
    denominator=Words(zh="解决次数", en="resolutions"),
    basis=Words(zh="按解决日期", en="by date of the resolution"),
    exclusions=_BY_CREDIT,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=_MINIMUM,
    dimensions=WITH_AGENT,
    matures_days=14,
    sql=f"""
SELECT entity, home, label, resolved_at AS dated, resolved_at AS known, 0 AS numerator, 1 AS denominator, agent, {COLUMNS}
FROM case_cycles WHERE resolved_at IS NOT NULL
UNION ALL
SELECT entity, home, label, resolved_at, reopened_at, 1, 0, agent, {COLUMNS} FROM case_cycles WHERE reopened_at IS NOT NULL
""",
)

CONTRACTS = (REPLIES, HANDLED, RESOLVED, COMPLETION, REOPENED)
