"""Contracts on returns."""

from dataclasses import replace

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit

RETURN_WINDOW_DAYS = 45
"""Until then units of an order may still come back: return window and transit."""

_SALES = Words(
    zh="不含测试单、补发/换货单、已取消订单；所有包裹均被退回（RTO）或丢失的订单不计入分子和分母；套装按组成 SKU 拆分；"
    "平台不提供退货信息的店铺（WooCommerce）不计入",
    en="Without test orders, replacements and cancelled orders; orders whose parcels all went back undelivered or were"
    " lost are in"
    " neither part; sets count as what they hold; stores whose platform tells no returns (WooCommerce) are left out",
)
_BY_ORDER = Words(zh="按下单日期", en="by order date")
_BY_REQUEST = Words(zh="按退货申请日期", en="by date of the return request")


_SILENT = Words(
    zh="；平台从不告知退货到货的店铺（Shopify）也不计入",
    en="; nor do stores count whose platform never tells that goods have arrived (Shopify)",
)

# Unknown is not zero: where nobody ever tells of an arrival, units cannot be said not to have arrived.
_TELLING = """
WHERE platform <> 'shopify' OR store IN (SELECT store FROM telling WHERE what = 'receptions')"""


def _units(stage: str, sold: str = "") -> str:
    """Units sold, and what each return of a stage adds to them."""
    return f"""
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, units AS denominator,
  item AS sku, store, market, platform
FROM sold {sold}
UNION ALL
SELECT entity, home, number, placed_at, known, units, 0, item, store, market, platform FROM return_events
WHERE stage = '{stage}'
"""


RETURN_RATE = Contract(
    name="return_rate.units.by_order",
    title=Words(zh="退货率", en="Return rate"),
    formula=Words(
        zh="申请退货的件数 ÷ 发货件数（期内下单的订单行）",
        en="units asked back ÷ units shipped, of order lines placed in the period",
    ),
    numerator=Words(
        zh="每个订单行已申请且未撤销的退货件数，不超过发货件数；被拒绝的申请和换货仍计入，留下货物的退款不计",
        en="per line, units asked back and not withdrawn, at most those shipped; declined requests and exchanges stay in,"
        " refunds for"
        " goods that were kept do not count",
    ),
    denominator=Words(zh="这些订单行的发货件数", en="shipped units of those lines"),
    basis=_BY_ORDER,
    exclusions=_SALES,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=("sku", "store", "market", "platform"),
    matures_days=RETURN_WINDOW_DAYS,
    sql=_units("requested"),
)

RECEIVED_RATE = replace(
    RETURN_RATE,
    name="return_rate.units_received.by_order",
    title=Words(zh="退货率（已收到）", en="Return rate, received"),
    formula=Words(
        zh="已收到的退货件数 ÷ 发货件数（期内下单的订单行）",
        en="units received back ÷ units shipped, of order lines placed in the period",
    ),
    numerator=Words(
        zh="每个订单行已收到的退货件数，不超过发货件数；被拒绝的申请不计",
        en="per line, units received back, at most those shipped; declined requests are out",
    ),
    exclusions=Words(zh=_SALES.zh + _SILENT.zh, en=_SALES.en + _SILENT.en),
    missing=Reason.NOT_TOLD,
    sql=_units("received", _TELLING),
)

COMPLETED_RATE = replace(
    RECEIVED_RATE,
    name="return_rate.units_completed.by_order",
    title=Words(zh="退货率（已完成）", en="Return rate, completed"),
    formula=Words(
        zh="已收到且已退款、换货或给予积分的件数 ÷ 发货件数（期内下单的订单行）",
        en="units received back and refunded, exchanged or credited ÷ units shipped, of order lines placed in the period",
    ),
    numerator=Words(
        zh="每个订单行已收到且有结果的退货件数，不超过发货件数",
        en="per line, units received back whose return is settled, at most those shipped",
    ),
    sql=_units("completed", _TELLING),
)

RETURNED_VALUE = replace(
    RETURN_RATE,
    name="return_rate.value.by_order",
    title=Words(zh="退货金额率", en="Returned value"),
    formula=Words(
        zh="申请退货件数 × 单价 ÷ 发货件数 × 单价（期内下单，按下单日汇率折算）",
        en="units asked back × price ÷ units shipped × price, placed in the period, at the rates of the order's day",
    ),
    numerator=Words(zh="退货商品的含税售价", en="price of the units asked back, tax included"),
    denominator=Words(zh="发货商品的含税售价", en="price of the units shipped, tax included"),
    exclusions=Words(
        zh=f"{_SALES.zh}；没有单价或没有汇率的订单行不计",
        en=f"{_SALES.en}; lines without a price or without an exchange rate are left out",
    ),
    form=Form.RATIO,
    missing=Reason.NO_RATE,
    is_of_money=True,
    sql="""
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, units * unit_value AS denominator,
  item AS sku, store, market, platform
FROM sold WHERE unit_value IS NOT NULL
UNION ALL
SELECT entity, home, number, placed_at, known, value, 0, item, store, market, platform
FROM return_events WHERE stage = 'requested' AND value IS NOT NULL
""",
)

RETURNED_ORDERS = replace(
    RETURN_RATE,
    name="return_rate.orders.by_order",
    title=Words(zh="退货订单率", en="Orders with a return"),
    formula=Words(
        zh="至少有一件申请退货的订单 ÷ 已发货订单（期内下单）",
        en="orders with at least one unit asked back ÷ orders shipped, placed in the period",
    ),
    numerator=Words(zh="有退货申请的订单", en="orders with a counted return"),
    denominator=Words(zh="有发货的订单", en="orders of which something was shipped"),
    dimensions=("store", "market", "platform"),
    sql="""
SELECT entity, max(home) AS home, max(number) AS label, max(placed_at) AS dated, max(placed_at) AS known, 0 AS numerator,
  1 AS denominator, max(store) AS store, max(market) AS market, max(platform) AS platform
FROM sold GROUP BY entity
UNION ALL
SELECT entity, max(home), max(number), max(placed_at), min(known), 1, 0, max(store), max(market), max(platform)
FROM return_events WHERE stage = 'requested' GROUP BY entity
""",
)

RETURN_FLOW = Contract(
    name="return_flow.by_receipt",
    title=Words(zh="退货入库流量", en="Return flow"),
    formula=Words(
        zh="期内收到的退货件数 ÷ 期内妥投件数（衡量工作量，不衡量质量）",
        en="units received back in the period ÷ units delivered in the period: workload, not quality",
    ),
    numerator=Words(zh="期内收到的退货件数", en="units received back in the period"),
    denominator=Words(
        zh="期内妥投件数；没有物流信息的订单按下单日期计",
        en="units delivered in the period; orders without tracking count on the day they were placed",
    ),
    basis=Words(zh="按收货日期", en="by date of receipt"),
    exclusions=Words(
        zh="不含测试单和补发/换货单；找不到订单的退货也计入" + _SILENT.zh,
        en="Without tests and replacements; returns of unknown orders count" + _SILENT.en,
    ),
    form=Form.RATIO,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=("sku", "store", "market", "platform"),
    missing=Reason.NOT_TOLD,
    sql=f"""
SELECT entity, home, number AS label, coalesce(delivered_at, placed_at) AS dated, coalesce(delivered_at, placed_at) AS known,
  0 AS numerator, units AS denominator, item AS sku, store, market, platform
FROM sold {_TELLING}
UNION ALL
SELECT entity, home, key, received_at, received_at, received, 0, item, store, market, platform
FROM return_lines WHERE received > 0 AND received_at IS NOT NULL AND status <> 'cancelled'
""",
)

UNDELIVERED_RATE = Contract(
    name="undelivered_rate.by_order",
    title=Words(zh="未妥投率", en="Undelivered orders"),
    formula=Words(
        zh="所有包裹均被退回或丢失的订单 ÷ 已发货订单（期内下单）",
        en="orders whose parcels all went back or were lost ÷ orders shipped, placed in the period",
    ),
    numerator=Words(zh="未妥投的订单", en="orders that never reached the customer"),
    denominator=Words(zh="有发货的订单", en="orders of which something was shipped"),
    basis=_BY_ORDER,
    exclusions=Words(
        zh="不含测试单、补发/换货单和已取消订单", en="Without test orders, replacements and cancelled orders"
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=RETURN_WINDOW_DAYS,
    sql="""
WITH shipped_orders AS (
  SELECT entity, home, number, placed_at, store, market, platform, undelivered_at FROM orders
  WHERE status <> 'cancelled' AND entity IN (SELECT entity FROM order_lines WHERE shipped > 0)
)
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, 1 AS denominator, store,
  market, platform
FROM shipped_orders
UNION ALL
SELECT entity, home, number, placed_at, undelivered_at, 1, 0, store, market, platform
FROM shipped_orders WHERE undelivered_at IS NOT NULL
""",
)

RETURN_CAUSES = Contract(
    name="return_cause_share.by_request",
    title=Words(zh="退货原因占比", en="Causes of returns"),
    formula=Words(
        zh="各原因的退货件数 ÷ 有原因的退货件数（期内申请）",
        en="units returned for a cause ÷ units returned with a known cause, asked for in the period",
    ),
    numerator=Words(zh="平台退货原因映射到该类的件数", en="units whose platform reason maps to the cause"),
    denominator=Words(zh="原因已知的退货件数", en="units with a known reason"),
    basis=_BY_REQUEST,
    exclusions=Words(zh="不含撤销的申请", en="Without withdrawn requests"),
    form=Form.SHARE,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("sku", "store", "market", "platform", "cause"),
    sql="""
SELECT entity, home, key AS label, requested_at AS dated, requested_at AS known, quantity AS numerator,
  CASE WHEN cause IS NULL THEN 0 ELSE quantity END AS denominator, split_part(cause, '.', 1) AS part, cause,
  item AS sku, store, market, platform
FROM return_lines WHERE status <> 'cancelled'
""",
)

UNMATCHED_RETURNS = Contract(
    name="unmatched_return_share.by_request",
    title=Words(zh="无法匹配订单的退货", en="Returns without an order"),
    formula=Words(
        zh="找不到订单的退货件数 ÷ 全部退货件数（期内申请）",
        en="units returned whose order is not known ÷ all units returned, asked for in the period",
    ),
    numerator=Words(
        zh="没有订单号或订单未知的件数", en="units without an order number, or of an unknown order"
    ),
    denominator=Words(zh="全部退货件数", en="all units asked back"),
    basis=_BY_REQUEST,
    exclusions=Words(
        zh="不含撤销的申请；从不猜测订单", en="Without withdrawn requests; an order is never guessed"
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("sku", "store", "platform"),
    sql="""
SELECT entity, home, key AS label, requested_at AS dated, requested_at AS known,
  CASE WHEN is_matched THEN 0 ELSE quantity END AS numerator,
  quantity AS denominator, item AS sku, store, platform
FROM return_lines WHERE status <> 'cancelled'
""",
)

CONTRACTS = (
    RETURN_RATE,
    RECEIVED_RATE,
    COMPLETED_RATE,
    RETURNED_ORDERS,
    RETURNED_VALUE,
    RETURN_FLOW,
    UNDELIVERED_RATE,
    RETURN_CAUSES,
    UNMATCHED_RETURNS,
)
