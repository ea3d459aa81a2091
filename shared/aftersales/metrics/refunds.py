"""Contracts on refunds."""

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

_REFUND_WINDOW_DAYS = 45
_BASIS = Words(zh="按下单日期", en="by order date")
_EXCLUSIONS = Words(
    zh="不含测试单和补发/换货单；处理中或失败的退款不计",
    en="Without test orders and replacements; pending and failed refunds do not count",
)
REFUNDED_ORDERS = Contract(
    name="refund_rate.orders.by_order",
    title=Words(zh="退款率", en="Refund rate"),
    formula=Words(
        zh="至少有一笔已到账退款的订单 ÷ 已付款订单（期内下单）",
        en="orders with at least one settled refund ÷ paid orders, placed in the period",
    ),
    numerator=Words(
        zh="退款已到账的订单，每单只计一次", en="orders with a settled refund, each counted once"
    ),
    denominator=Words(zh="已付款订单", en="paid orders"),
    basis=_BASIS,
    exclusions=_EXCLUSIONS,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=_REFUND_WINDOW_DAYS,
    sql="""
WITH paid_orders AS (SELECT entity, home, number, key, placed_at, store, market, platform FROM orders WHERE paid),
settled AS (
  SELECT store, order_key, min(settled_at) AS settled_at FROM refunds WHERE status = 'settled' GROUP BY store, order_key
)
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, 1 AS denominator,
  store, market, platform
FROM paid_orders
UNION ALL
SELECT entity, home, number, placed_at, settled_at, 1, 0, paid_orders.store, market, platform
FROM paid_orders JOIN settled ON settled.store = paid_orders.store AND settled.order_key = paid_orders.key
""",
)

REFUNDED_VALUE = Contract(
    name="refund_rate.value.by_order",
    title=Words(zh="退款金额率", en="Refunded value"),
    formula=Words(
        zh="已到账退款（商品含税）÷ 已付款商品金额（含税），分币种",
        en="settled refunds of goods and tax ÷ goods and tax paid, per currency",
    ),
    numerator=Words(
        zh="已到账退款的商品金额；未拆分时用退款总额", en="goods part of settled refunds, else their total"
    ),
    denominator=Words(
        zh="订单行单价 × 数量；没有单价时用订单总额", en="line price × units, else the order's total"
    ),
    basis=_BASIS,
    exclusions=_EXCLUSIONS,
    form=Form.RATIO,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=("store", "market", "platform"),
    matures_days=_REFUND_WINDOW_DAYS,
    sql="""
WITH paid_orders AS (
  SELECT entity, home, number, key, placed_at, store, market, platform, currency, total_minor FROM orders
  WHERE paid AND currency IS NOT NULL
),
priced AS (SELECT entity, sum(price_minor * ordered) AS minor FROM order_lines GROUP BY entity)
SELECT paid_orders.entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator,
  coalesce(priced.minor, total_minor, 0) AS denominator, currency AS part, store, market, platform
FROM paid_orders LEFT JOIN priced ON priced.entity = paid_orders.entity
UNION ALL
SELECT paid_orders.entity, paid_orders.home, number, placed_at, settled_at, goods_minor, 0, paid_orders.currency,
  paid_orders.store, market, paid_orders.platform
FROM paid_orders
JOIN refunds ON refunds.store = paid_orders.store AND refunds.order_key = paid_orders.key
  AND refunds.currency = paid_orders.currency
WHERE refunds.status = 'settled'
""",
)

CONTRACTS = (REFUNDED_ORDERS, REFUNDED_VALUE)
