"""Contracts on what a warehouse does: whole and right goods out, returned goods back on the shelf."""

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit

_PART = Words(zh="可按仓库（部分）拆分", en="its parts are the warehouses")

DAMAGE_RATE = Contract(
    name="damage_rate",
    title=Words(zh="破损率", en="Damage in transit"),
    formula=Words(
        zh="因运输破损退回的件数 ÷ 妥投件数（期内下单）",
        en="units sent back or claimed as damaged in transit ÷ units delivered, of orders placed in the period",
    ),
    numerator=Words(
        zh="退货原因为运输破损的件数，及判卖家承担的破损纠纷订单件数",
        en="units returned as damaged in transit, and units of orders whose damage dispute was granted",
    ),
    denominator=Words(zh="妥投件数", en="units delivered"),
    basis=Words(zh="按下单日期", en="by order date"),
    exclusions=Words(zh="只计运输原因；被拒绝的申请不计", en="Transport only; declined requests are out"),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=("sku", "store", "market", "platform", "carrier"),
    matures_days=45,
    sql="""
WITH carriers AS (SELECT entity, max(carrier) AS carrier FROM shipments GROUP BY entity),
units_sold AS (
  SELECT entity, item, store, order_key, max(home) AS home, max(number) AS number, max(placed_at) AS placed_at,
    max(market) AS market,
    max(platform) AS platform, sum(units) AS units
  FROM sold GROUP BY entity, item, store, order_key
),
told AS (
  SELECT store, order_key, item, sum(quantity) AS units, min(requested_at) AS known FROM return_lines
  WHERE cause = 'damaged_in_transit' AND status NOT IN ('cancelled', 'declined') GROUP BY store, order_key, item
  UNION ALL
  SELECT claims.store, claims.order_key, item, units, updated_at FROM claims
  JOIN units_sold ON units_sold.store = claims.store AND units_sold.order_key = claims.order_key
  WHERE cause = 'damaged_in_transit' AND claims.status IN ('lost', 'accepted')
),
damaged AS (SELECT store, order_key, item, max(units) AS units, min(known) AS known FROM told GROUP BY store, order_key, item)
SELECT units_sold.entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, units AS denominator,
  item AS sku, store, market, platform, carrier
FROM units_sold LEFT JOIN carriers ON carriers.entity = units_sold.entity
UNION ALL
SELECT units_sold.entity, home, number, placed_at, damaged.known, least(damaged.units, units_sold.units), 0,
  units_sold.item, units_sold.store, market, platform, carrier
FROM damaged
JOIN units_sold ON units_sold.store = damaged.store AND units_sold.order_key = damaged.order_key
  AND units_sold.item = damaged.item
LEFT JOIN carriers ON carriers.entity = units_sold.entity
""",
)

ACCURACY = Contract(
    name="accuracy",
    title=Words(zh="发货准确率", en="Order accuracy"),
    formula=Words(
        zh="没有错发或少件的订单 ÷ 已发货订单（期内下单）",
        en="orders without a wrong or missing item ÷ orders shipped, placed in the period",
    ),
    numerator=Words(
        zh="没有错发/少件工单或退货的订单", en="orders without a case or return for a wrong or missing item"
    ),
    denominator=Words(zh="已发货订单", en="orders of which something was shipped"),
    basis=Words(zh="按下单日期", en="by order date"),
    exclusions=Words(
        zh=f"不含测试单、补发/换货单和已取消订单；{_PART.zh}",
        en=f"Without tests, replacements and cancelled orders; {_PART.en}",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    matures_days=45,
    lower_is_better=False,
    sql="""
WITH shipped_orders AS (
  SELECT entity, home, number, key, placed_at, store, market, platform, warehouse FROM orders
  WHERE status <> 'cancelled' AND entity IN (SELECT entity FROM order_lines WHERE shipped > 0)
),
slips AS (
  SELECT home, opened_at AS known FROM cases WHERE split_part(cause, '.', 1) IN ('wrong_item', 'missing_parts')
  UNION ALL
  SELECT home, requested_at FROM return_lines WHERE split_part(cause, '.', 1) IN ('wrong_item',
    'missing_parts') AND status <> 'cancelled'
),
faulty AS (SELECT home, min(known) AS known FROM slips GROUP BY home)
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 1 AS numerator, 1 AS denominator,
  warehouse AS part,
  store, market, platform
FROM shipped_orders
UNION ALL
SELECT entity, shipped_orders.home, number, placed_at, known, -1, 0, warehouse, store, market, platform
FROM shipped_orders JOIN faulty ON faulty.home = shipped_orders.home
""",
)

RETURN_PROCESSING = Contract(
    name="return_processing",
    title=Words(zh="退货处理时长", en="Return processing time"),
    formula=Words(
        zh="从收到退货到检验/重新上架的小时数；取中位数和 P90",
        en="hours from receipt of a return to its inspection or restocking; median and 90th percentile",
    ),
    numerator=Words(zh="小时数（自然时间）", en="hours, around the clock"),
    denominator=Words(zh="期内处理完的退货", en="returns processed in the period"),
    basis=Words(zh="按处理完成日期", en="by date of processing"),
    exclusions=Words(
        zh="没有检验时间的退货以关闭时间为准；收到即关闭（平台不给出检验时间）的和尚未处理的不计",
        en="Returns without a time of inspection end when they are closed; those closed on arrival, where nobody tells of an"
        " inspection, and those not processed yet are out",
    ),
    form=Form.DURATION,
    unit=Unit.HOURS,
    minimum=10,
    dimensions=("store", "platform"),
    missing=Reason.NOT_TOLD,
    sql="""
SELECT entity, home, key AS label, processed_at AS dated, processed_at AS known,
  date_diff('second', received_at, processed_at) / 3600.0 AS numerator, 1 AS denominator, store, platform
FROM returns WHERE processed_at >= received_at AND status <> 'cancelled'
""",
)

CONTRACTS = (DAMAGE_RATE, ACCURACY, RETURN_PROCESSING)
