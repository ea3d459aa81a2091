"""Contracts on refunds."""

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

_REFUND_WINDOW_DAYS = 45
_BASIS = Words(zh="按下单日期", en="by order date")
_EXCLUSIONS = Words(
    zh="不含测试单和补发/换货单；处理中或失败的退款不计",
    en="Without test orders and replacements; pending and failed refunds do not count",
)
_SETTLED = """
WITH settled AS (
  SELECT store, order_key, currency, sum(goods_minor) AS minor FROM refunds
  WHERE status = 'settled' AND settled_at < $as_of GROUP BY ALL
)
"""

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
    sql=_SETTLED
    + """
SELECT entity, home, number AS label, placed_at AS dated,
  CAST(EXISTS (SELECT 1 FROM settled s WHERE s.store = orders.store AND s.order_key = orders.key) AS INTEGER) AS numerator,
  1 AS denominator, NULL AS part, NULL AS sku, store, market, platform
FROM orders WHERE paid
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
    sql=_SETTLED
    + """,
priced AS (SELECT entity, sum(price_minor * ordered) AS minor FROM order_lines GROUP BY entity)
SELECT orders.entity, home, number AS label, placed_at AS dated, coalesce(settled.minor, 0) AS numerator,
  coalesce(priced.minor, total_minor, 0) AS denominator, orders.currency AS part, NULL AS sku, orders.store, market, platform
FROM orders
LEFT JOIN priced ON priced.entity = orders.entity
LEFT JOIN settled ON settled.store = orders.store AND settled.order_key = orders.key AND settled.currency = orders.currency
WHERE paid AND orders.currency IS NOT NULL
""",
)

CONTRACTS = (REFUNDED_ORDERS, REFUNDED_VALUE)
