"""Contracts on customers who buy again."""

from dataclasses import replace

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

WINDOW_DAYS = 90
"""Who has not bought again within it counts as not having come back."""

_EXCLUSIONS = Words(
    zh="不含测试单、补发/换货单、已取消和全额退款的订单；买家匿名的平台只在平台内识别；合并客户后重新计算",
    en="Without tests, replacements, cancelled and fully refunded orders; buyers whom a platform hides are known within it"
    " only; merging"
    " customers counts anew",
)

REPURCHASE_RATE = Contract(
    name="repurchase_rate.by_cohort",
    title=Words(zh="复购率", en="Re-purchase rate"),
    formula=Words(
        zh="期内首次下单、并在 90 天内再次下单的客户 ÷ 期内首次下单的客户",
        en="customers with their first order in the period who ordered again within 90 days ÷ customers with their first"
        " order in it",
    ),
    numerator=Words(zh="90 天内再次下单的客户", en="customers who ordered again within 90 days"),
    denominator=Words(zh="首次下单的客户", en="customers with their first order"),
    basis=Words(zh="按首次下单日期", en="by date of the first order"),
    exclusions=_EXCLUSIONS,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=WINDOW_DAYS,
    lower_is_better=False,
    sql=f"""
WITH firsts AS (
  SELECT *, CASE WHEN next_at <= placed_at + INTERVAL '{WINDOW_DAYS}' DAY AND next_at < until THEN greatest(next_at,
    since) END AS came_at
  FROM purchases WHERE place = 1 AND placed_at < until
)
SELECT person AS entity, home, number AS label, placed_at AS dated, greatest(placed_at, since) AS known, 0 AS numerator,
  1 AS denominator,
  store, market, platform
FROM firsts
UNION ALL
SELECT person, home, number, placed_at, until, 0, -1, store, market, platform FROM firsts WHERE until < TIMESTAMP '9999-01-01'
UNION ALL
SELECT person, home, number, placed_at, came_at, 1, 0, store, market, platform FROM firsts WHERE came_at IS NOT NULL
UNION ALL
SELECT person, home, number, placed_at, until, -1, 0, store, market, platform
FROM firsts WHERE came_at IS NOT NULL AND until < TIMESTAMP '9999-01-01'
""",
)

_AFTER = f"""
SELECT entity, home, label, dated, dated AS known, 0 AS numerator, 1 AS denominator, store, market, platform FROM watched
UNION ALL
SELECT entity, home, label, dated, min(again_at), 1, 0, store, market, platform
FROM watched JOIN bought ON bought.who = watched.person
WHERE again_at > dated AND again_at <= dated + INTERVAL '{WINDOW_DAYS}' DAY
GROUP BY entity, home, label, dated, store, market, platform
"""

AFTER_CASE = Contract(
    name="repurchase_after_case.by_resolved",
    title=Words(zh="售后后复购率", en="Re-purchase after a case"),
    formula=Words(
        zh="工单解决后 90 天内再次下单 ÷ 期内解决的、客户已知的工单（仅描述，不代表因果）",
        en="cases whose customer ordered again within 90 days ÷ cases resolved whose customer is known: descriptive, not"
        " causal",
    ),
    numerator=Words(zh="客户 90 天内再次下单的工单", en="cases whose customer ordered again within 90 days"),
    denominator=Words(zh="客户已知的已解决工单", en="resolved cases of known customers"),
    basis=Words(zh="按解决日期", en="by date of resolution"),
    exclusions=_EXCLUSIONS,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=WINDOW_DAYS,
    lower_is_better=False,
    sql=f"""
WITH bought AS (SELECT person AS who, placed_at AS again_at FROM purchases WHERE until = TIMESTAMP '9999-01-01'),
watched AS (
  SELECT entity, home, label, resolved_at AS dated, person, store, market, platform FROM helped
)
{_AFTER}""",
)

WITHOUT_CASE = replace(
    AFTER_CASE,
    name="repurchase_without_case.by_resolved",
    title=Words(zh="无售后客户复购率（对照）", en="Re-purchase without a case, matched"),
    formula=Words(
        zh="与售后订单同店、同市场、同周下单而没有工单的客户，在相同时点后 90 天内再次下单的比例",
        en="customers without a case who ordered in the same store, market and week as one with a case: share who ordered"
        " again within 90"
        " days of the moment at which such cases were resolved on average",
    ),
    numerator=Words(
        zh="90 天内再次下单的对照订单", en="matched orders whose customer ordered again within 90 days"
    ),
    denominator=Words(zh="对照订单", en="matched orders"),
    basis=Words(
        zh="按对照时点（下单日 + 该组平均解决时长）",
        en="by the order's date plus the mean time to resolution of its match",
    ),
    sql=f"""
WITH bought AS (SELECT person AS who, placed_at AS again_at FROM purchases WHERE until = TIMESTAMP '9999-01-01'),
watched AS (
  SELECT entity, home, label, watched_from AS dated, person, store, market, platform FROM unhelped
)
{_AFTER}""",
)

CONTRACTS = (REPURCHASE_RATE, AFTER_CASE, WITHOUT_CASE)
