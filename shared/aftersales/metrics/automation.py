"""Contracts on what machines do: proposals taken, customers helped without a person, labels that people had to mend."""

from aftersales.metrics.casework import COLUMNS, DIMENSIONS, NO_CASES, OBSERVED_DAYS, WITH_AGENT
from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

ACCEPTANCE = Contract(
    name="recommendation_acceptance",
    title=Words(zh="建议采纳率", en="Recommendations accepted"),
    formula=Words(zh="被采纳的建议 ÷ 显示过的建议", en="recommendations accepted ÷ recommendations shown"),
    numerator=Words(zh="被采纳的建议", en="recommendations accepted"),
    denominator=Words(zh="显示过的建议", en="recommendations shown"),
    basis=Words(zh="按显示日期", en="by date they were shown"),
    exclusions=Words(
        zh=f"未作决定的算作未采纳；{NO_CASES.zh}",
        en=f"What nobody decided on counts as not accepted. {NO_CASES.en}",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=WITH_AGENT,
    lower_is_better=False,
    sql=f"""
SELECT entity, home, label, shown_at AS dated, shown_at AS known, 0 AS numerator, 1 AS denominator, form AS part, agent, {COLUMNS}
FROM recommendations
UNION ALL
SELECT entity, home, label, shown_at, decided_at, 1, 0, form, agent, {COLUMNS}
FROM recommendations WHERE outcome = 'accepted' AND decided_at IS NOT NULL
""",
)

DEFLECTION = Contract(
    name="deflection",
    title=Words(zh="自动回复分流率", en="Deflection by automatic replies"),
    formula=Words(
        zh="7 天内没有人工回复、客户也没有再次来信的自动回复工单 ÷ 收到自动回复的工单",
        en="cases answered automatically with neither a person's reply nor another message of the customer within 7 days ÷ cases "
        "answered automatically",
    ),
    numerator=Words(zh="无需人工的工单", en="cases that needed no person"),
    denominator=Words(
        zh="7 天前或更早收到自动回复的工单", en="cases answered automatically 7 days ago or earlier"
    ),
    basis=Words(zh="按首次自动回复日期", en="by date of the first automatic reply"),
    exclusions=NO_CASES,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=DIMENSIONS,
    matures_days=OBSERVED_DAYS,
    lower_is_better=False,
    sql=f"""
WITH automatic AS (
  SELECT entity, min(auto_answered_at) AS auto_at FROM case_contacts WHERE auto_answered_at IS NOT NULL GROUP BY entity
),
after AS (
  SELECT automatic.entity, max(CASE WHEN asked_at > auto_at AND asked_at <= auto_at + INTERVAL '{OBSERVED_DAYS}' DAY
      OR last_asked_at > auto_at AND last_asked_at <= auto_at + INTERVAL '{OBSERVED_DAYS}' DAY THEN 1 ELSE 0 END) AS asked_again
  FROM automatic JOIN case_contacts ON case_contacts.entity = automatic.entity GROUP BY automatic.entity
),
answered AS (
  SELECT DISTINCT automatic.entity FROM automatic JOIN case_replies ON case_replies.entity = automatic.entity
  WHERE said_at <= auto_at + INTERVAL '{OBSERVED_DAYS}' DAY
)
SELECT cases.entity, home, label, auto_at AS dated, auto_at + INTERVAL '{OBSERVED_DAYS}' DAY AS known,
  CASE WHEN asked_again = 0 AND answered.entity IS NULL THEN 1 ELSE 0 END AS numerator, 1 AS denominator, {COLUMNS}
FROM cases JOIN automatic ON automatic.entity = cases.entity JOIN after ON after.entity = cases.entity
LEFT JOIN answered ON answered.entity = cases.entity
""",
)

_BY_LABEL = Words(zh="按人工标注日期", en="by date of the person's label")
_ENGINE_ONLY = Words(
    zh=f"引擎没有给出原因的工单不计；撤回的标注不计；{NO_CASES.zh}",
    en=f"Without cases of which the engine made nothing, and without labels taken back. {NO_CASES.en}",
)

OVERRIDES = Contract(
    name="label_override_rate",
    title=Words(zh="自动分类被改率", en="Labels overridden"),
    formula=Words(
        zh="原因被人改过的工单 ÷ 引擎给出原因的工单（期内创建）",
        en="cases whose engine label a person changed ÷ cases that the engine labelled, opened in the period",
    ),
    numerator=Words(zh="被改过的工单", en="cases with a changed label"),
    denominator=Words(zh="引擎分类的工单", en="cases labelled by the engine"),
    basis=Words(zh="按工单创建日期", en="by date the case was opened"),
    exclusions=_ENGINE_ONLY,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=DIMENSIONS,
    sql=f"""
SELECT entity, home, label, opened_at AS dated, opened_at AS known, 0 AS numerator, 1 AS denominator, {COLUMNS}
FROM cases WHERE engine_cause IS NOT NULL
UNION ALL
SELECT entity, home, label, opened_at, labelled_at, 1, 0, {COLUMNS}
FROM case_labels WHERE engine_cause IS NOT NULL AND cause <> engine_cause
""",
)

PRECISION = Contract(
    name="label_precision",
    title=Words(zh="自动分类准确率", en="Precision of labels"),
    formula=Words(
        zh="人工确认一级原因正确的工单 ÷ 引擎给出原因且有人工标注的工单；按引擎给出的一级原因分组",
        en="cases in which the person's branch is the engine's ÷ cases labelled by both; parts are the engine's branches",
    ),
    numerator=Words(zh="一级原因一致的工单", en="cases with the same branch"),
    denominator=Words(zh="引擎和人都标注过的工单", en="cases labelled by both"),
    basis=_BY_LABEL,
    exclusions=_ENGINE_ONLY,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=DIMENSIONS,
    lower_is_better=False,
    sql=f"""
SELECT entity, home, label, labelled_at AS dated, labelled_at AS known,
  CASE WHEN split_part(cause, '.', 1) = split_part(engine_cause, '.', 1) THEN 1 ELSE 0 END AS numerator, 1 AS denominator,
  split_part(engine_cause, '.', 1) AS part, {COLUMNS}
FROM case_labels WHERE engine_cause IS NOT NULL
""",
)

CONTRACTS = (ACCEPTANCE, DEFLECTION, OVERRIDES, PRECISION)
