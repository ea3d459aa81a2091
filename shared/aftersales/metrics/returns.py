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
# Units asked back of an order's item, never more than were shipped: returns that name the line are capped by it, those that name
# only the product take what the lines have left. `units` is what each return adds to the item's sum when it becomes known.
_RETURNED_UNITS = """
WITH sold AS (
  SELECT entity, home, number, placed_at, store, order_key, line, item, market, platform, shipped FROM order_lines
  WHERE shipped > 0 AND status <> 'cancelled' AND NOT undelivered
    AND (platform <> 'woocommerce' OR store IN (SELECT store FROM return_lines))
),
items AS (
  SELECT store, order_key, item, max(entity) AS entity, max(home) AS home, max(number) AS number, max(placed_at) AS placed_at,
    max(market) AS market, max(platform) AS platform, sum(shipped) AS shipped
  FROM sold GROUP BY store, order_key, item
),
asked AS (
  SELECT store, order_key, item, line, {quantity} AS units, {known_at} AS known, entity AS source, place FROM return_lines
  WHERE status <> 'cancelled' AND {quantity} > 0
),
by_line AS (
  SELECT asked.store, asked.order_key, asked.item, known, source, place, shipped, units,
    sum(units) OVER (PARTITION BY asked.store, asked.order_key, asked.line ORDER BY known, source, place
      ROWS UNBOUNDED PRECEDING) AS so_far
  FROM asked JOIN sold ON sold.store = asked.store AND sold.order_key = asked.order_key AND sold.line = asked.line
),
events AS (
  SELECT store, order_key, item, known, source, place, least(shipped, so_far) - least(shipped, so_far - units) AS named,
    0 AS loose
  FROM by_line
  UNION ALL
  SELECT store, order_key, item, known, source, place, 0, units FROM asked WHERE line IS NULL
),
running AS (
  SELECT items.*, known, source, place,
    sum(named) OVER (PARTITION BY items.store, items.order_key, items.item ORDER BY known, source, place
      ROWS UNBOUNDED PRECEDING) AS named_so_far,
    sum(loose) OVER (PARTITION BY items.store, items.order_key, items.item ORDER BY known, source, place
      ROWS UNBOUNDED PRECEDING) AS loose_so_far
  FROM events
  JOIN items ON items.store = events.store AND items.order_key = events.order_key AND items.item = events.item
),
totals AS (
  SELECT running.*, named_so_far + least(loose_so_far, shipped - named_so_far) AS total FROM running
),
counted AS (
  SELECT totals.*, total - coalesce(lag(total) OVER (PARTITION BY store, order_key, item ORDER BY known, source, place), 0)
    AS units
  FROM totals
)
"""
_REQUESTED = _RETURNED_UNITS.format(quantity="quantity", known_at="requested_at")
_RECEIVED = _RETURNED_UNITS.format(quantity="received", known_at="coalesce(received_at, requested_at)")
_UNITS = """
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, shipped AS denominator,
  item AS sku, store, market, platform
FROM items
UNION ALL
SELECT entity, home, number, placed_at, known, units, 0, item, store, market, platform FROM counted WHERE units <> 0
"""
_ORDERS = """
SELECT entity, max(home) AS home, max(number) AS label, max(placed_at) AS dated, max(placed_at) AS known, 0 AS numerator,
  1 AS denominator, max(store) AS store, max(market) AS market, max(platform) AS platform
FROM items GROUP BY entity
UNION ALL
SELECT entity, max(home), max(number), max(placed_at), min(known), 1, 0, max(store), max(market), max(platform)
FROM counted WHERE units > 0 GROUP BY entity
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
WITH asked AS (SELECT * FROM returns WHERE status <> 'cancelled' AND requested_at IS NOT NULL),
settled AS (SELECT store, returned, order_key, settled_at FROM refunds WHERE status = 'settled'),
repaid AS (
  SELECT asked.entity, settled_at FROM asked JOIN settled ON settled.store = asked.store AND settled.returned = asked.key
  UNION ALL
  SELECT asked.entity, settled_at FROM asked JOIN settled ON settled.store = asked.store AND settled.order_key = asked.order_key
  WHERE settled.returned IS NULL AND settled_at >= requested_at AND asked.status IN ('received', 'closed')
    AND coalesce(received_at > requested_at, true)
),
repaid_at AS (SELECT entity, min(settled_at) AS settled_at FROM repaid GROUP BY entity),
ended AS (
  SELECT asked.entity, home, key, store, platform, requested_at, CASE
      WHEN resolution <> 'open' THEN resolution WHEN status = 'declined' THEN 'nothing' WHEN settled_at IS NOT NULL THEN 'refund'
    END AS outcome,
    CASE WHEN resolution <> 'open' OR status = 'declined' THEN requested_at ELSE greatest(requested_at, settled_at) END AS known
  FROM asked LEFT JOIN repaid_at ON repaid_at.entity = asked.entity
)
SELECT entity, home, key AS label, requested_at AS dated, known, CASE WHEN outcome = 'exchange' THEN 1 ELSE 0 END AS numerator,
  1 AS denominator, store, platform
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
SELECT entity, home, key AS label, requested_at AS dated, requested_at AS known, quantity AS numerator,
  CASE WHEN cause IS NULL THEN 0 ELSE quantity END AS denominator, split_part(cause, '.', 1) AS part, cause,
  item AS sku, store, platform
FROM return_lines WHERE status <> 'cancelled'
""",
)

CONTRACTS = (RETURN_RATE, RECEIVED_RATE, RETURNED_ORDERS, EXCHANGE_SHARE, RETURN_CAUSES)
