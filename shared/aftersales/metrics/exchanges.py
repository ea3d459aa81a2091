"""Contracts on what customers take instead of their money: exchanges, replacements and store credit."""

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit
from aftersales.metrics.returns import RETURN_WINDOW_DAYS

_BY_REQUEST = Words(zh="按退货申请日期", en="by date of the return request")
_ANSWERED = Words(zh="不含撤销的申请和尚无结果的申请", en="Without withdrawn requests and those still open")

EXCHANGE_SHARE = Contract(
    name="exchange_share.by_request",
    title=Words(zh="换货率", en="Exchange share"),
    formula=Words(
        zh="以换货解决的退货申请 ÷ 已解决的退货申请（期内申请）",
        en="return requests resolved by exchange ÷ return requests resolved, asked for in the period",
    ),
    numerator=Words(
        zh="以换货解决的申请：同款、换规格、换其他商品都算",
        en="requests resolved by exchange, for the same, a variant or another product",
    ),
    denominator=Words(zh="已有结果的申请", en="requests with an outcome"),
    basis=_BY_REQUEST,
    exclusions=_ANSWERED,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("store", "platform"),
    matures_days=RETURN_WINDOW_DAYS,
    lower_is_better=False,
    sql="""
SELECT entity, home, key AS label, requested_at AS dated, outcome_at AS known,
  CASE WHEN outcome = 'exchange' THEN 1 ELSE 0 END AS numerator,
  1 AS denominator, store, platform
FROM returns WHERE outcome IS NOT NULL AND status <> 'cancelled'
""",
)

EXCHANGED_UNITS = Contract(
    name="exchange_rate.units.by_order",
    title=Words(zh="换货件数率", en="Exchanged units"),
    formula=Words(
        zh="换货及补发件数 ÷ 发货件数（期内下单的订单行）",
        en="units exchanged or replaced ÷ units shipped, of order lines placed in the period",
    ),
    numerator=Words(
        zh="每次换货都计数；未退货的补发也计；换货再换货计入原订单行",
        en="every exchange counts, replacements without a return too; an exchange of an exchange counts for the original line",
    ),
    denominator=Words(zh="发货件数", en="units shipped"),
    basis=Words(zh="按下单日期", en="by order date"),
    exclusions=Words(
        zh="不含测试单、补发/换货单、已取消和未妥投订单；不设上限，可超过 100%",
        en="Without test orders, replacements, cancelled and undelivered orders; not capped, so it may exceed 100 %",
    ),
    form=Form.RATIO,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=("sku", "store", "market", "platform"),
    matures_days=RETURN_WINDOW_DAYS,
    sql="""
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, units AS denominator,
  item AS sku, store, market, platform
FROM sold
UNION ALL
SELECT order_entity, home, number, placed_at, known, units, 0, item, store, market, platform FROM exchange_events
""",
)

RETAINED = Contract(
    name="retained_ratio.by_request",
    title=Words(zh="挽留金额率", en="Retained value"),
    formula=Words(
        zh="换货和积分留住的金额 ÷ 退货金额（期内申请）",
        en="value kept by exchange or store credit ÷ value of the goods returned, asked for in the period",
    ),
    numerator=Words(
        zh="以换货或积分解决的退货金额，减去仍退还的差价",
        en="value of returns resolved by exchange or credit, less what was still paid out",
    ),
    denominator=Words(zh="已有结果的退货金额", en="value of returns with an outcome"),
    basis=_BY_REQUEST,
    exclusions=Words(
        zh="不含撤销、被拒绝和尚无结果的申请；客户补的差价不计（见换货增收）；没有单价或汇率的不计",
        en="Without withdrawn, declined and open requests; what the customer paid on top is not in it (see upsell);"
        " returns without a"
        " price or an exchange rate are left out",
    ),
    form=Form.RATIO,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("store", "market", "platform"),
    matures_days=RETURN_WINDOW_DAYS,
    missing=Reason.NO_RATE,
    lower_is_better=False,
    is_of_money=True,
    sql="""
SELECT entity, home, key AS label, requested_at AS dated, outcome_at AS known, retained AS numerator, value AS denominator,
  store, market, platform
FROM resolved_returns WHERE value IS NOT NULL
""",
)

UPSELL = Contract(
    name="exchange_upsell.by_request",
    title=Words(zh="换货增收", en="Exchange upsell"),
    formula=Words(
        zh="换货时客户补的差价 ÷ 换货退回的金额（期内申请）",
        en="what customers paid on top in exchanges ÷ value of the goods exchanged, asked for in the period",
    ),
    numerator=Words(zh="客户补的差价", en="differences paid by customers"),
    denominator=Words(zh="换货退回的商品金额", en="value of the goods given back in exchanges"),
    basis=_BY_REQUEST,
    exclusions=RETAINED.exclusions,
    form=Form.RATIO,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("store", "market", "platform"),
    matures_days=RETURN_WINDOW_DAYS,
    missing=Reason.NO_RATE,
    lower_is_better=False,
    is_of_money=True,
    sql="""
SELECT entity, home, key AS label, requested_at AS dated, outcome_at AS known, coalesce(upsell, 0) AS numerator,
  value AS denominator,
  store, market, platform
FROM resolved_returns WHERE outcome = 'exchange' AND value IS NOT NULL
""",
)

CONTRACTS = (EXCHANGE_SHARE, EXCHANGED_UNITS, RETAINED, UPSELL)
