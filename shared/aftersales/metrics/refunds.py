"""Contracts on refunds."""

from dataclasses import replace

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit

_REFUND_WINDOW_DAYS = 45
_BY_ORDER = Words(zh="按下单日期", en="by order date")
_BY_SETTLEMENT = Words(zh="按退款到账日期", en="by date of settlement")
_EXCLUSIONS = Words(
    zh="不含测试单和补发/换货单；处理中或失败的退款不计（见待到账退款）；店铺积分不计（见挽留金额率）",
    en="Without test orders and replacements; pending and failed refunds do not count (see granted refunds), nor does"
    " store credit"
    " (see retained value)",
)

# An order is refunded as long as more was paid out than came back by reversals (appeals won).
_REFUNDED = """
WITH steps AS (
  SELECT order_entity, entity, settled_at, sum(total_minor) OVER (
    PARTITION BY order_entity ORDER BY settled_at, entity ROWS UNBOUNDED PRECEDING) AS paid_out
  FROM refund_events WHERE form = 'money'{having}
),
marks AS (
  SELECT order_entity, settled_at, CASE WHEN paid_out > 0 THEN 1 ELSE 0 END AS refunded,
    lag(CASE WHEN paid_out > 0 THEN 1 ELSE 0 END) OVER (PARTITION BY order_entity ORDER BY settled_at, entity) AS before
  FROM steps
)
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, 1 AS denominator,
  store, market, platform
FROM paid_orders {telling}
UNION ALL
SELECT paid_orders.entity, home, number, placed_at, settled_at, refunded - coalesce(before, 0), 0, store, market, platform
FROM paid_orders JOIN marks ON marks.order_entity = paid_orders.entity
WHERE refunded <> coalesce(before, 0)
"""

# Unknown is not zero: a store counts once any of its refunds has told what it was for.
_TELLING = "WHERE store IN (SELECT store FROM telling WHERE what = 'refund reasons')"

REFUNDED_ORDERS = Contract(
    name="refund_rate.orders.by_order",
    title=Words(zh="退款率", en="Refund rate"),
    formula=Words(
        zh="至少有一笔已到账退款的订单 ÷ 已付款订单（期内下单）",
        en="orders with at least one settled refund ÷ paid orders, placed in the period",
    ),
    numerator=Words(
        zh="退款已到账的订单，每单只计一次；申诉成功全额追回后不再计",
        en="orders with a settled refund, each counted once; one that was won back in full counts no longer",
    ),
    denominator=Words(zh="已付款订单", en="paid orders"),
    basis=_BY_ORDER,
    exclusions=_EXCLUSIONS,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=_REFUND_WINDOW_DAYS,
    sql=_REFUNDED.format(having="", telling=""),
)

STOCK_OUT_RATE = replace(
    REFUNDED_ORDERS,
    name="stock_out_refund_rate.by_order",
    title=Words(zh="缺货退款率", en="Stock-out refund rate"),
    formula=Words(
        zh="因缺货退款的订单 ÷ 已付款订单（期内下单）",
        en="orders refunded because stock ran out ÷ paid orders, placed in the period",
    ),
    numerator=Words(zh="因缺货退款已到账的订单", en="orders with a settled refund for lack of stock"),
    sql=_REFUNDED.format(having=" AND kind = 'stock_out'", telling=_TELLING),
)

REFUNDED_VALUE = Contract(
    name="refund_rate.value.by_order",
    title=Words(zh="退款金额率", en="Refunded value"),
    formula=Words(
        zh="已到账退款（商品含税）÷ 已付款商品金额（含税），两者都按下单日汇率折算成报表币种",
        en="settled refunds of goods and tax ÷ goods and tax paid, both in the reporting currency at the rates of the"
        " order's day",
    ),
    numerator=Words(
        zh="已到账退款的商品金额（未拆分时用退款总额），减去申诉追回的金额",
        en="goods part of settled refunds, else their total, less what appeals won back",
    ),
    denominator=Words(
        zh="订单行单价 × 数量；没有单价时用订单总额", en="line price × units, else the order's total"
    ),
    basis=_BY_ORDER,
    exclusions=Words(
        zh=f"{_EXCLUSIONS.zh}；下单日没有汇率的订单不计（见无汇率订单）",
        en=f"{_EXCLUSIONS.en}; orders without an exchange rate of their day are left out (see orders without a rate)",
    ),
    form=Form.RATIO,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=_REFUND_WINDOW_DAYS,
    missing=Reason.NO_RATE,
    is_of_money=True,
    sql="""
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, value AS denominator,
  currency AS part, store, market, platform
FROM paid_orders WHERE value IS NOT NULL
UNION ALL
SELECT paid_orders.entity, paid_orders.home, paid_orders.number, paid_orders.placed_at, settled_at, refund_events.value, 0,
  paid_orders.currency, paid_orders.store, paid_orders.market, paid_orders.platform
FROM paid_orders JOIN refund_events ON refund_events.order_entity = paid_orders.entity
WHERE form = 'money' AND paid_orders.value IS NOT NULL AND refund_events.value IS NOT NULL
""",
)

UNCONVERTED = Contract(
    name="unconverted_orders.by_order",
    title=Words(zh="无汇率订单", en="Orders without an exchange rate"),
    formula=Words(
        zh="下单日没有汇率的已付款订单 ÷ 已付款订单（期内下单）",
        en="paid orders whose currency has no exchange rate of their day ÷ paid orders, placed in the period",
    ),
    numerator=Words(
        zh="金额无法折算的订单", en="orders whose money cannot be told in the reporting currency"
    ),
    denominator=Words(zh="已付款订单", en="paid orders"),
    basis=_BY_ORDER,
    exclusions=Words(
        zh="汇率取下单日或之前 7 天内最新的欧洲央行牌价；绝不按 1.0 折算",
        en="The rate is the European Central Bank's of the day or the newest of the week before; never 1.0 for lack of one",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=1,
    sql="""
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known,
  CASE WHEN per_minor IS NULL THEN 1 ELSE 0 END AS numerator,
  1 AS denominator, currency AS part, store, market, platform
FROM paid_orders
""",
)

REFUND_FLOW = Contract(
    name="refund_flow.by_settlement",
    title=Words(zh="退款现金流", en="Refunds paid"),
    formula=Words(
        zh="期内到账的退款总额 ÷ 笔数，按到账日汇率折算（现金口径）",
        en="money refunded in the period, per refund, at the rates of the day it was paid (cash view)",
    ),
    numerator=Words(
        zh="期内到账的退款金额，含运费；追回为负数",
        en="money paid out, freight included; reversals are negative",
    ),
    denominator=Words(zh="期内到账的退款笔数", en="refunds settled in the period"),
    basis=_BY_SETTLEMENT,
    exclusions=Words(
        zh="使用到账日汇率，因此不能与按下单日期的比率相加；店铺积分和没有汇率的退款不计",
        en="At the rates of the settlement day, so it cannot be set beside rates by order date; store credit and refunds"
        " without an"
        " exchange rate are left out",
    ),
    form=Form.MEAN,
    unit=Unit.MONEY,
    minimum=10,
    missing=Reason.NO_RATE,
    sql="""
SELECT entity, home, coalesce(number, key) AS label, settled_at AS dated, settled_at AS known, cash AS numerator,
  1 AS denominator,
  kind AS part, store, market, platform
FROM refund_events WHERE form = 'money' AND cash IS NOT NULL
""",
)

REFUND_KINDS = Contract(
    name="refund_kind_share.by_settlement",
    title=Words(zh="退款类型占比", en="Kinds of refunds"),
    formula=Words(
        zh="各类型退款笔数 ÷ 全部已到账退款（全额、部分、无需退货、善意补偿、取消、缺货、索赔、仅运费、积分、追回）",
        en="refunds of a kind ÷ all settled refunds: full, partial, returnless, goodwill, cancellation, stock_out, claim,"
        " shipping,"
        " credit, reversal",
    ),
    numerator=Words(zh="该类型的退款笔数", en="refunds of the kind"),
    denominator=Words(zh="全部已到账退款", en="all settled refunds"),
    basis=_BY_SETTLEMENT,
    exclusions=Words(
        zh="平台说明的类型优先；平台不提供退货信息时不判断为无需退货",
        en="What the platform says goes first; where a platform tells no returns, nothing is called returnless",
    ),
    form=Form.SHARE,
    unit=Unit.SHARE,
    minimum=10,
    sql="""
SELECT entity, home, coalesce(number, key) AS label, settled_at AS dated, settled_at AS known, 1 AS numerator, 1 AS denominator,
  kind AS part, store, market, platform
FROM refund_events
""",
)

GRANTED_OPEN = Contract(
    name="refund_granted_open",
    title=Words(zh="待到账退款", en="Refunds granted, not settled"),
    formula=Words(
        zh="期末时已同意但尚未到账（处理中或失败）的退款笔数",
        en="refunds granted but not paid out at the end of the period, pending or failed",
    ),
    numerator=Words(zh="退款笔数", en="refunds"),
    denominator=Words(zh="—", en="—"),
    basis=Words(zh="期末时点", en="at the end of the period"),
    exclusions=Words(zh="已到账的退款不计", en="Without settled refunds"),
    form=Form.COUNT,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=("store", "platform"),
    sql="""
SELECT entity, home, key AS label, created_at AS dated, created_at AS known, 1 AS numerator, 0 AS denominator, store, platform
FROM refunds
UNION ALL
SELECT entity, home, key, settled_at, settled_at, -1, 0, store, platform FROM refunds WHERE status = 'settled'
""",
)

CONTRACTS = (
    REFUNDED_ORDERS,
    REFUNDED_VALUE,
    REFUND_FLOW,
    REFUND_KINDS,
    GRANTED_OPEN,
    STOCK_OUT_RATE,
    UNCONVERTED,
)
