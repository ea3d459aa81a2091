"""Contracts on what cases cost."""

from dataclasses import replace

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

_RESOLVED = Words(zh="按解决日期", en="by date of resolution")
_SETTLING_DAYS = 45
"""So long after a resolution freight bills, recoveries and resales still come in."""

COST_PER_CASE = Contract(
    name="cost_per_case.by_resolved",
    title=Words(zh="单案成本", en="Cost per case"),
    formula=Words(
        zh="（不可再售商品退款 + 善意补偿 + 退货运费 + 补发 + 税费 + 平台费 + 人工 + 工具 − 承运商赔付 − 平台赔偿 −"
        " 转售）÷ 已解决工单",
        en="(refunds of goods that cannot be resold + goodwill + return freight + reshipping + duty + platform fees +"
        " labour + tools"
        " − carrier claims − reimbursements − resale) ÷ cases resolved",
    ),
    numerator=Words(
        zh="已知的成本，报表币种；未知的成本项不计为零，见成本缺失",
        en="costs that are known, in the reporting currency; unknown components are listed, not taken for nought",
    ),
    denominator=Words(
        zh="期内解决、至少有一项成本已知的工单", en="cases resolved in the period of which any cost is known"
    ),
    basis=_RESOLVED,
    exclusions=Words(
        zh="合并、垃圾和测试工单不计；按发生日汇率折算",
        en="Without merged, spam and test cases; at the rates of the day a cost arose",
    ),
    form=Form.MEAN,
    unit=Unit.MONEY,
    minimum=10,
    dimensions=("sku", "store", "market", "platform", "cause"),
    matures_days=_SETTLING_DAYS,
    sql="""
SELECT entity, max(home) AS home, max(label) AS label, max(resolved_at) AS dated, max(resolved_at) AS known,
  sum(amount) AS numerator, 1 AS denominator, max(cause) AS cause, max(sku) AS sku, max(store) AS store,
  max(market) AS market, max(platform) AS platform
FROM case_costs GROUP BY entity HAVING sum(amount) IS NOT NULL
""",
)

COST_INCOMPLETE = replace(
    COST_PER_CASE,
    name="cost_incomplete_share",
    title=Words(zh="成本不完整的工单", en="Cases with unknown costs"),
    formula=Words(
        zh="至少有一项成本未知的工单 ÷ 已解决工单",
        en="cases of which at least one cost is unknown ÷ cases resolved",
    ),
    numerator=Words(zh="成本不完整的工单", en="cases with an unknown component"),
    denominator=Words(zh="期内解决的工单", en="cases resolved in the period"),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    sql="""
SELECT entity, max(home) AS home, max(label) AS label, max(resolved_at) AS dated, max(resolved_at) AS known,
  max(CASE WHEN is_known THEN 0 ELSE 1 END) AS numerator, 1 AS denominator, max(cause) AS cause, max(sku) AS sku,
    max(store) AS store,
  max(market) AS market, max(platform) AS platform
FROM case_costs GROUP BY entity
""",
)

COST_MISSING = replace(
    COST_PER_CASE,
    name="cost_missing_share",
    title=Words(zh="缺失的成本项", en="Unknown costs by component"),
    formula=Words(
        zh="各成本项的缺失次数 ÷ 全部缺失次数", en="how often a component is unknown ÷ all unknown components"
    ),
    numerator=Words(zh="该成本项未知的工单", en="cases of which the component is unknown"),
    denominator=Words(zh="全部未知的成本项", en="all unknown components"),
    form=Form.SHARE,
    unit=Unit.SHARE,
    dimensions=("store", "market", "platform"),
    sql="""
SELECT entity, home, label, resolved_at AS dated, resolved_at AS known, 1 AS numerator, 1 AS denominator, component AS part,
  store, market, platform
FROM case_costs WHERE NOT is_known
""",
)

COST_SHARE = replace(
    COST_PER_CASE,
    name="cost_share",
    title=Words(zh="成本构成", en="Costs by component"),
    formula=Words(
        zh="各成本项金额 ÷ 全部已知成本（不含追回）",
        en="money of a component ÷ all known costs, before recoveries",
    ),
    numerator=Words(zh="该成本项的金额", en="money of the component"),
    denominator=Words(zh="全部已知成本", en="all known costs"),
    form=Form.SHARE,
    unit=Unit.SHARE,
    minimum=1,
    dimensions=("sku", "store", "market", "platform"),
    is_of_money=True,
    sql="""
SELECT entity, home, label, resolved_at AS dated, resolved_at AS known, amount AS numerator, amount AS denominator,
  component AS part,
  sku, store, market, platform
FROM case_costs WHERE amount > 0
""",
)

CONTRACTS = (COST_PER_CASE, COST_INCOMPLETE, COST_MISSING, COST_SHARE)
