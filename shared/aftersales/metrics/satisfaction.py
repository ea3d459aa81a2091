"""Contracts on surveys: how content customers say they are, and how many say anything."""

from aftersales.metrics.casework import COLUMNS, WITH_AGENT
from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit

_BY_ANSWER = Words(zh="按首次答卷日期", en="by date of the first answer")
_ANSWERS = Words(zh="全部答卷", en="all answers")
_LAST_COUNTS = Words(
    zh="7 天内多次作答取最后一次；归于发出问卷时解决该工单的客服；合并、垃圾和测试工单不计",
    en="The last answer within 7 days counts; credit goes to who had resolved the case when the survey left; without merged, spam "
    "and test cases",
)


def _rows(value: str) -> str:
    """Return the ledger of answers: each counts from when it was given until the next one took its place."""
    return f"""
SELECT key AS entity, home, label, first_at AS dated, given_at AS known, {value} AS numerator, 1 AS denominator, agent, {COLUMNS}
FROM survey_answers
UNION ALL
SELECT key, home, label, first_at, replaced_at, -({value}), -1, agent, {COLUMNS} FROM survey_answers WHERE replaced_at IS NOT NULL
"""


SHARE = Contract(
    name="csat.share",
    title=Words(zh="客户满意度（CSAT）", en="Customer satisfaction (CSAT)"),
    formula=Words(
        zh="4–5 分的答卷 ÷ 1–5 分的答卷", en="answers of 4–5 ÷ answers of 1–5, answered in the period"
    ),
    numerator=Words(zh="4–5 分", en="answers of 4 or 5"),
    denominator=_ANSWERS,
    basis=_BY_ANSWER,
    exclusions=_LAST_COUNTS,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=WITH_AGENT,
    missing=Reason.NO_SURVEYS,
    lower_is_better=False,
    sql=_rows("CASE WHEN score >= 4 THEN 1 ELSE 0 END"),
)

MEAN = Contract(
    name="csat.mean",
    title=Words(zh="满意度平均分", en="Mean satisfaction"),
    formula=Words(zh="答卷分数（1–5）的平均值", en="mean of the answers, 1–5"),
    numerator=Words(zh="分数之和", en="sum of scores"),
    denominator=_ANSWERS,
    basis=_BY_ANSWER,
    exclusions=_LAST_COUNTS,
    form=Form.MEAN,
    unit=Unit.SCORE,
    minimum=10,
    dimensions=WITH_AGENT,
    missing=Reason.NO_SURVEYS,
    lower_is_better=False,
    sql=_rows("score"),
)

RESPONSES = Contract(
    name="csat.response_rate",
    title=Words(zh="问卷回收率", en="Survey response rate"),
    formula=Words(zh="收到答卷的问卷 ÷ 已送达的问卷", en="surveys answered ÷ surveys delivered"),
    numerator=Words(zh="收到答卷的问卷", en="surveys answered"),
    denominator=Words(zh="已送达的问卷", en="surveys delivered"),
    basis=Words(zh="按问卷发出日期", en="by date the survey was sent"),
    exclusions=Words(
        zh="退信的和无送达回执的问卷不计；合并、垃圾和测试工单不计",
        en="Without surveys that bounced or are not known to have arrived; without merged, spam and test cases",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=WITH_AGENT,
    missing=Reason.NO_SURVEYS,
    lower_is_better=False,
    sql=f"""
SELECT entity, home, label, sent_at AS dated, delivered_at AS known, 0 AS numerator, 1 AS denominator, agent, {COLUMNS}
FROM surveys WHERE delivered_at IS NOT NULL
UNION ALL
SELECT entity, home, label, sent_at, answered_at, 1, 0, agent, {COLUMNS} FROM surveys WHERE answered_at IS NOT NULL
UNION ALL
-- First reported as delivered, then bounced after all, and never answered.
SELECT entity, home, label, sent_at, bounced_at, 0, -1, agent, {COLUMNS}
FROM surveys WHERE delivered_at IS NOT NULL AND bounced_at IS NOT NULL AND answered_at IS NULL
""",
)

CONTRACTS = (SHARE, MEAN, RESPONSES)
