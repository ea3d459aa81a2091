"""Contracts on answering: how long customers wait for a person's reply, and whether what was promised was kept."""

from dataclasses import replace

from aftersales.metrics.casework import AT_END, COLUMNS, DIMENSIONS, HOURS, NONE, WITH_AGENT
from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

_BY_REPLY = Words(zh="按回复日期", en="by date of the reply")
_WHO_SPOKE = Words(
    zh="自动回复、机器人、规则和模板群发、内部备注都不算回复；合并、垃圾和测试工单不计",
    en="Auto-replies, bots, what rules send and internal notes are no replies; merged, spam and test cases do not count",
)

FIRST_RESPONSE = Contract(
    name="first_response",
    title=Words(zh="首次响应时间", en="First response time"),
    formula=Words(
        zh="每个工单从客户首条消息到客服首次回复的小时数；取中位数和 P90",
        en="per case, hours from the first customer message to the first agent reply; median and 90th percentile",
    ),
    numerator=HOURS,
    denominator=Words(zh="期内得到首次回复的工单", en="cases first answered in the period"),
    basis=_BY_REPLY,
    exclusions=Words(
        zh=f"{_WHO_SPOKE.zh}；未回复的工单另列；重新打开后的回复计入响应时间",
        en=f"{_WHO_SPOKE.en}; unanswered cases are shown beside; replies after a reopening are response times",
    ),
    form=Form.DURATION,
    unit=Unit.HOURS,
    minimum=10,
    dimensions=WITH_AGENT,
    sql=f"""
SELECT entity, home, label, first_answer_at AS dated, first_answer_at AS known,
  date_diff('second', first_asked_at, first_answer_at) / 3600.0 AS numerator, 1 AS denominator,
  (answered.seconds - asked.seconds) / 3600.0 AS business, first_agent AS agent, {COLUMNS}
FROM cases LEFT JOIN worked asked ON asked.instant = first_asked_at LEFT JOIN worked answered ON answered.instant = first_answer_at
WHERE first_answer_at >= first_asked_at
""",
)

FIRST_RESPONSE_HUMAN = replace(
    FIRST_RESPONSE,
    name="first_response_human",
    title=Words(zh="人工首次响应时间", en="First response time of people"),
    formula=Words(
        zh="每个工单从机器人转人工（没有机器人时从客户首条消息）到客服首次回复的小时数",
        en="per case, hours from the hand-off by a bot (without one, from the first customer message) to the first agent reply",
    ),
    sql=f"""
WITH waits AS (
  SELECT cases.*, CASE WHEN handed_off_at > first_asked_at AND handed_off_at <= first_answer_at THEN handed_off_at
    ELSE first_asked_at END AS human_since
  FROM cases WHERE first_answer_at >= first_asked_at
)
SELECT entity, home, label, first_answer_at AS dated, first_answer_at AS known,
  date_diff('second', human_since, first_answer_at) / 3600.0 AS numerator, 1 AS denominator,
  (answered.seconds - begun.seconds) / 3600.0 AS business, first_agent AS agent, {COLUMNS}
FROM waits LEFT JOIN worked begun ON begun.instant = human_since LEFT JOIN worked answered ON answered.instant = first_answer_at
""",
)

AWAITING = Contract(
    name="awaiting",
    title=Words(zh="尚未首次回复", en="Awaiting a first reply"),
    formula=Words(
        zh="期末时客户已写信、尚无回复也未解决的工单数",
        en="cases at the end of the period whose customer wrote and has neither a reply nor a resolution",
    ),
    numerator=Words(zh="工单数", en="cases"),
    denominator=NONE,
    basis=AT_END,
    exclusions=_WHO_SPOKE,
    form=Form.COUNT,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=DIMENSIONS,
    sql=f"""
SELECT entity, home, label, asked_at AS dated, asked_at AS known, 1 AS numerator, 0 AS denominator, {COLUMNS}
FROM case_contacts WHERE place = 1
UNION ALL
SELECT entity, home, label, ended_at, ended_at, -1, 0, {COLUMNS}
FROM case_contacts WHERE place = 1 AND ended_at IS NOT NULL
""",
)

RESPONSE = Contract(
    name="response",
    title=Words(zh="平均响应时间", en="Response time"),
    formula=Words(
        zh="每次来信从首条未回复消息到客服回复的小时数；取中位数和 P90",
        en="per contact, hours from the first unanswered customer message to the agent's reply; median and 90th percentile",
    ),
    numerator=HOURS,
    denominator=Words(zh="期内得到回复的来信", en="contacts answered in the period"),
    basis=_BY_REPLY,
    exclusions=Words(
        zh=f"连续多条客户消息算一次；未回复即解决的和无需回复的不计；{_WHO_SPOKE.zh}",
        en=f"Several messages in a row are one contact; without contacts closed unanswered or needing no answer. {_WHO_SPOKE.en}",
    ),
    form=Form.DURATION,
    unit=Unit.HOURS,
    minimum=10,
    dimensions=WITH_AGENT,
    sql=f"""
SELECT entity, home, label, ended_at AS dated, ended_at AS known, date_diff('second', asked_at, ended_at) / 3600.0 AS numerator,
  1 AS denominator, (ended.seconds - asked.seconds) / 3600.0 AS business, agent, {COLUMNS}
FROM case_contacts LEFT JOIN worked asked ON asked.instant = asked_at LEFT JOIN worked ended ON ended.instant = ended_at
WHERE outcome = 'answered'
""",
)

UNANSWERED = Contract(
    name="unanswered_at_resolve",
    title=Words(zh="未回复即关闭", en="Closed without a reply"),
    formula=Words(
        zh="工单解决时仍未回复的来信 ÷ 期内结束的来信",
        en="contacts still unanswered when their case was resolved ÷ contacts that ended in the period",
    ),
    numerator=Words(zh="未回复即关闭的来信", en="contacts closed without a reply"),
    denominator=Words(zh="已回复或未回复而关闭的来信", en="contacts answered, or closed without a reply"),
    basis=Words(zh="按来信结束日期", en="by date the contact ended"),
    exclusions=Words(
        zh="标记为无需回复的来信和单纯致谢不计",
        en="Without contacts marked as needing no answer, and without plain thanks",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=DIMENSIONS,
    sql=f"""
SELECT entity, home, label, ended_at AS dated, ended_at AS known, CASE WHEN outcome = 'unanswered' THEN 1 ELSE 0 END AS numerator,
  1 AS denominator, {COLUMNS}
FROM case_contacts WHERE outcome IN ('answered', 'unanswered')
""",
)

_KEPT = f"""
SELECT entity || '/' || promise || '/' || CAST(place AS VARCHAR) AS entity, home, label, decided_at AS dated, decided_at AS known,
  CASE WHEN outcome = 'kept' THEN 1 ELSE 0 END AS numerator, 1 AS denominator, promise AS part, agent, {COLUMNS}
FROM promises WHERE outcome IS NOT NULL
"""
_BY_DECISION = Words(
    zh="按结果确定日期（按时回复的日期，或超时的时刻）",
    en="by the date of the outcome: the reply in time, or the moment it became late",
)
_AS_OF_EVENT = Words(
    zh="目标取来信时生效的那一条，之后修改不改变过去；到期前未回复即关闭的不计",
    en="The target is the one in force when the customer wrote, later changes rewrite nothing; without what was closed before due",
)

ATTAINMENT = Contract(
    name="first_response_attainment",
    title=Words(zh="首次响应达标率", en="First responses in time"),
    formula=Words(
        zh="按目标时间首次回复的工单 ÷（已按时回复 + 已超时，含至今未回复的）",
        en="cases first answered within the target ÷ those answered in time or past due, unanswered ones included",
    ),
    numerator=Words(zh="按时首次回复的工单", en="cases first answered in time"),
    denominator=Words(zh="已按时回复或已超时的工单", en="cases answered in time or past due"),
    basis=_BY_DECISION,
    exclusions=_AS_OF_EVENT,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=WITH_AGENT,
    lower_is_better=False,
    sql=f"{_KEPT} AND promise = 'first_response'",
)

PROMISES = Contract(
    name="sla_attainment",
    title=Words(zh="服务承诺达标率", en="Service promises kept"),
    formula=Words(
        zh="按时兑现的承诺 ÷（已兑现 + 已超时，含至今未完成的）；首次回复、后续回复和解决各自计算",
        en="promises kept ÷ promises kept, broken or open past due; first reply, later replies and resolution each count",
    ),
    numerator=Words(zh="按时兑现的承诺", en="promises kept in time"),
    denominator=Words(zh="已兑现或已超时的承诺", en="promises kept or past due"),
    basis=_BY_DECISION,
    exclusions=_AS_OF_EVENT,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=WITH_AGENT,
    lower_is_better=False,
    sql=_KEPT,
)

CONTRACTS = (
    FIRST_RESPONSE,
    FIRST_RESPONSE_HUMAN,
    AWAITING,
    ATTAINMENT,
    RESPONSE,
    UNANSWERED,
    PROMISES,
)
