"""Contracts on disputes: chargebacks, claims and cases that a platform decides."""

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

_DISPUTE_DAYS = 120
"""So long after an order card networks and platforms still take disputes."""

_BASIS = Words(zh="按下单日期", en="by order date")

DISPUTE_RATE = Contract(
    name="dispute_rate.by_order",
    title=Words(zh="纠纷率", en="Dispute rate"),
    formula=Words(
        zh="有纠纷的订单 ÷ 订单（期内下单）；纠纷包括 A-to-z、退款保障、拒付和平台纠纷",
        en="orders with a dispute ÷ orders placed in the period: A-to-z and money-back claims, chargebacks, platform disputes",
    ),
    numerator=Words(zh="至少有一起纠纷的订单", en="orders with at least one dispute"),
    denominator=Words(zh="已付款订单", en="paid orders"),
    basis=_BASIS,
    exclusions=Words(
        zh="不含测试单和补发/换货单；没有订单的纠纷不计",
        en="Without tests and replacements; disputes without an order are out",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=_DISPUTE_DAYS,
    sql="""
WITH disputed AS (SELECT store, order_key, min(opened_at) AS opened_at FROM claims GROUP BY store, order_key)
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, 1 AS denominator, store,
  market, platform
FROM paid_orders
UNION ALL
SELECT entity, home, number, placed_at, opened_at, 1, 0, paid_orders.store, market, platform
FROM paid_orders JOIN disputed ON disputed.store = paid_orders.store AND disputed.order_key = paid_orders.key
""",
)

LOST_SHARE = Contract(
    name="dispute_lost_share",
    title=Words(zh="败诉率", en="Disputes lost"),
    formula=Words(
        zh="判卖家败诉或卖家接受的纠纷 ÷ 已结案的纠纷（期内下单）",
        en="disputes granted against the seller ÷ disputes closed, of orders placed in the period",
    ),
    numerator=Words(
        zh="败诉或接受的纠纷；申诉成功后改为胜诉", en="disputes lost or accepted; an appeal won turns them"
    ),
    denominator=Words(zh="已结案的纠纷", en="disputes that are closed"),
    basis=_BASIS,
    exclusions=Words(
        zh="尚未结案和被提前化解的纠纷不计", en="Without open disputes and those that were prevented"
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    matures_days=_DISPUTE_DAYS,
    sql="""
WITH closed AS (
  SELECT claims.entity, paid_orders.home, claims.key, claims.store, market, paid_orders.platform, placed_at, form, since,
    replaced_at,
    CASE WHEN claim_states.status = 'won' THEN 0 ELSE 1 END AS lost
  FROM claims
  JOIN claim_states ON claim_states.entity = claims.entity
  JOIN paid_orders ON paid_orders.store = claims.store AND paid_orders.key = claims.order_key
  WHERE claim_states.status IN ('won', 'lost', 'accepted')
)
SELECT entity, home, key AS label, placed_at AS dated, since AS known, lost AS numerator, 1 AS denominator, form AS part,
  store, market, platform
FROM closed
UNION ALL
SELECT entity, home, key, placed_at, replaced_at, -lost, -1, form, store, market, platform FROM closed
WHERE replaced_at IS NOT NULL
""",
)

CONTRACTS = (DISPUTE_RATE, LOST_SHARE)
