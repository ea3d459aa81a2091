"""Contracts on what orders turn into bad experiences with the product."""

from dataclasses import replace

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit
from aftersales.metrics.returns import RETURN_WINDOW_DAYS

_BY_ORDER = Words(zh="按下单日期", en="by order date")
_OF_PRODUCT = "('quality', 'size_fit', 'not_as_described', 'wrong_item', 'missing_parts')"
_OR_COMPLAINT = _OF_PRODUCT.replace("(", "('complaint', ")

NEGATIVE_PER_UNITS = Contract(
    name="neg_per_1000_units.by_order",
    title=Words(zh="每千件差评数", en="Negative reviews per 1,000 units"),
    formula=Words(
        zh="低星评价 ÷ 发货件数 × 1000（期内下单）",
        en="negative reviews ÷ units shipped × 1,000, of order lines placed in the period",
    ),
    numerator=Words(zh="写明订单的低星评价", en="negative reviews that name their order"),
    denominator=Words(zh="发货件数", en="units shipped"),
    basis=_BY_ORDER,
    exclusions=Words(
        zh="只计评价能对应订单的店铺；测试单、补发、已取消和未妥投订单不计",
        en="Only stores whose reviews name their order; without tests, replacements, cancelled and undelivered orders",
    ),
    form=Form.RATIO,
    unit=Unit.RATE,
    minimum=100,
    matures_days=RETURN_WINDOW_DAYS,
    scale=1000,
    missing=Reason.NOT_TOLD,
    sql="""
WITH orders_sold AS (
  SELECT entity, home, number, placed_at, store, order_key, market, platform, sum(units) AS units FROM sold
  WHERE store IN (SELECT store FROM telling WHERE what = 'orders of reviews')
  GROUP BY entity, home, number, placed_at, store, order_key, market, platform
),
bad AS (
  SELECT review_states.store, order_key, occurred_at AS known, replaced_at
  FROM review_states CROSS JOIN settings
  WHERE form = 'product' AND visible AND verdict IS NULL AND stars <= negative_stars AND order_key IS NOT NULL
)
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, units AS denominator, store,
  market, platform
FROM orders_sold
UNION ALL
SELECT entity, home, number, placed_at, bad.known, 1, 0, orders_sold.store, market, platform
FROM orders_sold JOIN bad ON bad.store = orders_sold.store AND bad.order_key = orders_sold.order_key
UNION ALL
SELECT entity, home, number, placed_at, replaced_at, -1, 0, orders_sold.store, market, platform
FROM orders_sold JOIN bad ON bad.store = orders_sold.store AND bad.order_key = orders_sold.order_key
WHERE replaced_at IS NOT NULL
""",
)

NCX_LIKE = replace(
    NEGATIVE_PER_UNITS,
    name="ncx_like.by_order",
    title=Words(zh="负面体验率", en="Negative product experience"),
    formula=Words(
        zh="有任何负面商品体验的订单 ÷ 已发货订单（期内下单）",
        en="orders with any negative experience of the product ÷ orders shipped, placed in the period",
    ),
    numerator=Words(
        zh="因商品原因退货、退款、投诉或给出低星评价的订单",
        en="orders with a return, refund or case for a reason of the product, a complaint, or a negative review",
    ),
    denominator=Words(zh="已发货订单", en="orders of which something was shipped"),
    exclusions=Words(
        zh="物流造成的（破损、丢失、延误）不计；不含测试单、补发、已取消和未妥投订单",
        en="What delivery caused (damage, loss, delay) is out; without tests, replacements, cancelled and undelivered orders",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    scale=1,
    missing=Reason.NO_DENOMINATOR,
    sql=f"""
WITH orders_sold AS (
  SELECT entity, store, order_key, max(home) AS home, max(number) AS number, max(placed_at) AS placed_at, max(market) AS market,
    max(platform) AS platform
  FROM sold GROUP BY entity, store, order_key
),
bad AS (
  SELECT home, requested_at AS known FROM return_lines
  WHERE split_part(cause, '.', 1) IN {_OF_PRODUCT} AND status <> 'cancelled'
  UNION ALL
  SELECT order_home, settled_at FROM refund_events WHERE split_part(cause, '.', 1) IN {_OF_PRODUCT}
  UNION ALL
  SELECT home, opened_at FROM cases WHERE split_part(cause, '.', 1) IN {_OR_COMPLAINT}
  UNION ALL
  SELECT home, occurred_at FROM review_states CROSS JOIN settings
  WHERE form = 'product' AND replaced_at IS NULL AND visible AND stars <= negative_stars AND order_key IS NOT NULL
),
firsts AS (SELECT home, min(known) AS known FROM bad GROUP BY home)
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, 1 AS denominator, store,
  market, platform
FROM orders_sold
UNION ALL
SELECT entity, orders_sold.home, number, placed_at, firsts.known, 1, 0, store, market, platform
FROM orders_sold JOIN firsts ON firsts.home = orders_sold.home
""",
)

CONTRACTS = (NEGATIVE_PER_UNITS, NCX_LIKE)
