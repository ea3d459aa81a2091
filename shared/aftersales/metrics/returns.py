"""Contracts on returns and exchanges."""

from dataclasses import replace

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

RETURN_WINDOW_DAYS = 45
"""Until then units of an order may still come back: return window and transit."""

_SALES = Words(
    zh="不含测试单、补发/换货单、已取消订单；投递失败退回（RTO）的订单不计入分子和分母；平台不提供退货信息的店铺（WooCommerce）不计入",
    en="Without test orders, replacements and cancelled orders; orders sent back undelivered are in neither part;"
    " stores whose platform tells no returns (WooCommerce) are left out",
)
_BY_ORDER = Words(zh="按下单日期", en="by order date")

# Unknown is not zero: WooCommerce knows no returns, so a store there counts only once some import has told one.
# Units asked back per order line, never more than were shipped. Returns that name the line come first; those that name only the
# product fill the order's lines of that product one after the other.
_RETURNED_UNITS = """
WITH sold AS (
  SELECT * FROM order_lines WHERE shipped > 0 AND status <> 'cancelled' AND NOT undelivered
    AND (platform <> 'woocommerce' OR store IN (SELECT store FROM return_lines))
),
asked AS (
  SELECT store, order_key, item, line, sum({quantity}) AS units FROM return_lines
  WHERE status <> 'cancelled' AND {known_at} < $as_of GROUP BY ALL
),
named AS (
  SELECT sold.*, least(shipped, coalesce(asked.units, 0)) AS named
  FROM sold LEFT JOIN asked ON asked.store = sold.store AND asked.order_key = sold.order_key AND asked.line = sold.line
),
room AS (
  SELECT *, coalesce(sum(shipped - named) OVER (
    PARTITION BY store, order_key, item ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
  FROM named
),
counted AS (
  SELECT room.*, named + greatest(0, least(shipped - named, coalesce(asked.units, 0) - before)) AS returned
  FROM room LEFT JOIN asked
    ON asked.store = room.store AND asked.order_key = room.order_key AND asked.item = room.item AND asked.line IS NULL
)
"""
_REQUESTED = _RETURNED_UNITS.format(quantity="quantity", known_at="requested_at")
_RECEIVED = _RETURNED_UNITS.format(
    quantity="received", known_at="CASE WHEN received > 0 THEN coalesce(received_at, requested_at) END"
)
_UNITS = """
SELECT entity, home, number AS label, placed_at AS dated, returned AS numerator, shipped AS denominator, NULL AS part,
  item AS sku, store, market, platform
FROM counted
"""
_ORDERS = """
SELECT entity, any_value(home) AS home, any_value(number) AS label, any_value(placed_at) AS dated,
  CAST(bool_or(returned > 0) AS INTEGER) AS numerator, 1 AS denominator, NULL AS part,
  NULL AS sku, any_value(store) AS store, any_value(market) AS market, any_value(platform) AS platform
FROM counted GROUP BY entity
"""

RETURN_RATE = Contract(
    name="return_rate.units.by_order",
    title=Words(zh="退货率", en="Return rate"),
    formula=Words(
        zh="申请退货的件数 ÷ 发货件数（期内下单的订单行）",
        en="units asked back ÷ units shipped, of order lines placed in the period",
    ),
    numerator=Words(
        zh="每个订单行已申请且未撤销的退货件数，不超过发货件数；被拒绝的申请仍计入",
        en="per line, units asked back and not withdrawn, at most those shipped; declined requests stay in",
    ),
    denominator=Words(zh="这些订单行的发货件数", en="shipped units of those lines"),
    basis=_BY_ORDER,
    exclusions=_SALES,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=("sku", "store", "market", "platform"),
    matures_days=RETURN_WINDOW_DAYS,
    sql=_REQUESTED + _UNITS,
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
        zh="每个订单行已收到的退货件数，不超过发货件数",
        en="per line, units received back, at most those shipped",
    ),
    sql=_RECEIVED + _UNITS,
)

RETURNED_ORDERS = Contract(
    name="return_rate.orders.by_order",
    title=Words(zh="退货订单率", en="Orders with a return"),
    formula=Words(
        zh="至少有一件申请退货的订单 ÷ 已发货订单（期内下单）",
        en="orders with at least one unit asked back ÷ orders shipped, placed in the period",
    ),
    numerator=Words(zh="有退货申请的订单", en="orders with a counted return"),
    denominator=Words(zh="有发货的订单", en="orders of which something was shipped"),
    basis=_BY_ORDER,
    exclusions=_SALES,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=RETURN_WINDOW_DAYS,
    sql=_REQUESTED + _ORDERS,
)

EXCHANGE_SHARE = Contract(
    name="exchange_share.by_request",
    title=Words(zh="换货率", en="Exchange share"),
    formula=Words(
        zh="以换货解决的退货申请 ÷ 已解决的退货申请（期内申请）",
        en="return requests resolved by exchange ÷ return requests resolved, asked for in the period",
    ),
    numerator=Words(zh="以换货解决的申请", en="requests resolved by exchange"),
    denominator=Words(zh="已有结果的申请", en="requests with an outcome"),
    basis=Words(zh="按退货申请日期", en="by date of the return request"),
    exclusions=Words(
        zh="不含撤销的申请和尚无结果的申请", en="Without withdrawn requests and those still open"
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("store", "platform"),
    matures_days=RETURN_WINDOW_DAYS,
    lower_is_better=False,
    sql="""
-- A refusal is an outcome. Where the return itself does not tell its outcome, a settled refund does: one that names the return, or,
-- once the return is over, a later one of the same order that names none (an order's own snapshot leaves the name out).
-- A reception without a request (a fulfilment centre tells no more) is no request.
WITH ended AS (
  SELECT *, CASE
    WHEN resolution <> 'open' THEN resolution
    WHEN status = 'declined' THEN 'nothing'
    WHEN EXISTS (
      SELECT 1 FROM refunds r
      WHERE r.store = returns.store AND r.status = 'settled' AND r.settled_at < $as_of AND (r.returned = returns.key OR (
        r.returned IS NULL AND r.order_key = returns.order_key AND r.settled_at >= returns.requested_at
        AND returns.status IN ('received', 'closed') AND coalesce(returns.received_at > returns.requested_at, true)))
    ) THEN 'refund' END AS outcome
  FROM returns WHERE status <> 'cancelled' AND requested_at < $as_of
)
SELECT entity, home, key AS label, requested_at AS dated, CAST(outcome = 'exchange' AS INTEGER) AS numerator, 1 AS denominator,
  NULL AS part, NULL AS sku, store, NULL AS market, platform
FROM ended WHERE outcome IS NOT NULL
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
    basis=Words(zh="按退货申请日期", en="by date of the return request"),
    exclusions=Words(zh="不含撤销的申请", en="Without withdrawn requests"),
    form=Form.SHARE,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("sku", "store", "platform", "cause"),
    sql="""
SELECT entity, home, key AS label, requested_at AS dated, quantity AS numerator,
  CASE WHEN cause IS NULL THEN 0 ELSE quantity END AS denominator, split_part(cause, '.', 1) AS part,
  item AS sku, store, NULL AS market, platform
FROM return_lines WHERE status <> 'cancelled' AND requested_at < $as_of
""",
)

CONTRACTS = (RETURN_RATE, RECEIVED_RATE, RETURNED_ORDERS, EXCHANGE_SHARE, RETURN_CAUSES)
