"""Contracts on carriers and warehouses (3PL)."""

from dataclasses import replace

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit

_BY_PROMISE = Words(zh="按承诺时间", en="by the promised time")
_LANES = ("store", "market", "platform", "carrier")
_SILENT_DAYS = 30
_PART = Words(zh="可按仓库（部分）拆分", en="its parts are the warehouses")

ON_TIME_DISPATCH = Contract(
    name="on_time_dispatch",
    title=Words(zh="准时发货率", en="On-time dispatch"),
    formula=Words(
        zh="在承诺截止时间前首次扫描的包裹 ÷ 应发包裹（未发出的逾期包裹也计入分母）",
        en="parcels first scanned by the promised cut-off ÷ parcels due; late ones that were never sent count as due",
    ),
    numerator=Words(zh="准时首次扫描的包裹", en="parcels scanned in time"),
    denominator=Words(
        zh="应发包裹；没有包裹的订单计一个", en="parcels due; an order without any counts as one"
    ),
    basis=_BY_PROMISE,
    exclusions=Words(
        zh=f"不含已取消订单、没有发货承诺的订单，以及已发货但平台不给出包裹的订单（亚马逊物流）；{_PART.zh}",
        en="Without cancelled orders, those without a promised cut-off, and those that were sent in parcels which nobody"
        f" tells (by Amazon's own warehouses); {_PART.en}",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=_LANES,
    lower_is_better=False,
    sql="""
WITH due AS (
  SELECT entity, coalesce(tracking, entity) AS parcel, home, number, ship_by, dispatched_at, warehouse, store, market,
    platform, carrier
  FROM shipments WHERE ship_by IS NOT NULL AND (tracking IS NOT NULL OR order_status NOT IN ('part_shipped', 'shipped'))
)
SELECT parcel AS entity, home, number AS label, ship_by AS dated, ship_by AS known, 0 AS numerator, 1 AS denominator,
  warehouse AS part,
  store, market, platform, carrier
FROM due
UNION ALL
SELECT parcel, home, number, ship_by, ship_by, 1, 0, warehouse, store, market, platform, carrier FROM due
WHERE dispatched_at <= ship_by
""",
)


def _delivered(held: str) -> str:
    # A parcel is due when its promise ends; one that came earlier is known from then on.
    return f"""
WITH due AS (
  SELECT coalesce(tracking, entity) AS parcel, home, number, promised_at, delivered_at, warehouse, store, market, platform,
    carrier,
    CASE WHEN delivered_at <= promised_at THEN 1 ELSE 0 END AS in_time,
    CASE WHEN delivered_at <= promised_at THEN delivered_at ELSE promised_at END AS known
  FROM shipments WHERE promised_at IS NOT NULL AND dispatched_at IS NOT NULL{held}
)
SELECT parcel AS entity, home, number AS label, promised_at AS dated, known, in_time AS numerator, 1 AS denominator,
  warehouse AS part,
  store, market, platform, carrier
FROM due
"""


ON_TIME_DELIVERY = Contract(
    name="on_time_delivery",
    title=Words(zh="准时妥投率", en="On-time delivery"),
    formula=Words(
        zh="在承诺时间前妥投的包裹 ÷（已妥投 + 逾期未妥投的包裹）",
        en="parcels delivered by the promised time ÷ parcels delivered or overdue",
    ),
    numerator=Words(zh="准时妥投的包裹", en="parcels delivered in time"),
    denominator=Words(zh="已妥投和逾期未妥投的包裹", en="parcels delivered, and those past their promise"),
    basis=_BY_PROMISE,
    exclusions=Words(
        zh=f"承诺时间在发货时冻结；因天气或海关滞留的包裹不归责于承运商，不计（另见全部原因）；{_PART.zh}",
        en=f"The promise is frozen when the parcel is handed over; parcels held by weather or customs are no carrier's"
        " fault and are out"
        f" (shown with all causes beside); {_PART.en}",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=_LANES,
    lower_is_better=False,
    sql=_delivered(" AND held_by IS NULL"),
)

ON_TIME_DELIVERY_ALL = replace(
    ON_TIME_DELIVERY,
    name="on_time_delivery.all_causes",
    title=Words(zh="准时妥投率（全部原因）", en="On-time delivery, all causes"),
    exclusions=Words(
        zh=f"承诺时间在发货时冻结；天气和海关滞留也计入；{_PART.zh}",
        en=f"The promise is frozen when the parcel is handed over; holds by weather or customs are in; {_PART.en}",
    ),
    sql=_delivered(""),
)

LOST_RATE = Contract(
    name="lost_rate",
    title=Words(zh="丢件率", en="Lost parcels"),
    formula=Words(
        zh=f"宣告丢失或 {_SILENT_DAYS} 天没有扫描的包裹 ÷ 已发出的包裹（期内发出）",
        en=f"parcels declared lost or without a scan for {_SILENT_DAYS} days ÷ parcels shipped, handed over in the period",
    ),
    numerator=Words(zh="丢失的包裹；之后妥投则撤回", en="lost parcels; a later delivery takes them back"),
    denominator=Words(zh="已发出的包裹", en="parcels handed over"),
    basis=Words(zh="按发出日期", en="by date of dispatch"),
    exclusions=Words(
        zh="不含从未扫描的包裹和退货包裹", en="Without parcels never scanned, and without returns"
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=20,
    dimensions=("carrier",),
    matures_days=2 * _SILENT_DAYS,
    sql="""
SELECT tracking AS entity, home, tracking AS label, dispatched_at AS dated, dispatched_at AS known, 0 AS numerator,
  1 AS denominator, carrier
FROM parcels WHERE dispatched_at IS NOT NULL
UNION ALL
SELECT losses.tracking, home, losses.tracking, losses.dispatched_at, known, step, 0, losses.carrier
FROM losses JOIN parcels ON parcels.tracking = losses.tracking
""",
)

CLAIM_ACCEPTANCE = Contract(
    name="claim_acceptance",
    title=Words(zh="物流索赔通过率", en="Carrier claims accepted"),
    formula=Words(
        zh="承运商接受的索赔 ÷ 提出的索赔（期内提出）",
        en="claims that carriers accepted ÷ claims filed in the period",
    ),
    numerator=Words(zh="被接受的索赔", en="claims accepted"),
    denominator=Words(zh="提出的索赔", en="claims filed"),
    basis=Words(zh="按索赔提出日期", en="by date of filing"),
    exclusions=Words(zh="未决的索赔计入分母", en="Claims still open are in the denominator"),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("store", "platform", "carrier"),
    matures_days=60,
    lower_is_better=False,
    sql="""
SELECT entity, home, parcel AS label, filed_at AS dated, filed_at AS known, 0 AS numerator, 1 AS denominator, store,
  platform, carrier
FROM carrier_claims
UNION ALL
SELECT entity, home, parcel, filed_at, coalesce(decided_at, filed_at), 1, 0, store, platform, carrier
FROM carrier_claims WHERE status = 'accepted'
""",
)

CLAIM_RECOVERY = replace(
    CLAIM_ACCEPTANCE,
    name="claim_recovery",
    title=Words(zh="物流索赔追回率", en="Carrier claims recovered"),
    formula=Words(
        zh="追回金额 ÷ 索赔金额（期内提出）", en="money recovered ÷ money claimed, filed in the period"
    ),
    numerator=Words(zh="承运商赔付的金额", en="money that carriers paid"),
    denominator=Words(zh="索赔金额", en="money claimed"),
    exclusions=Words(
        zh="按提出日汇率折算；没有汇率的索赔不计",
        en="At the rates of the day of filing; claims without an exchange rate are left out",
    ),
    form=Form.RATIO,
    missing=Reason.NO_RATE,
    is_of_money=True,
    sql="""
SELECT entity, home, parcel AS label, filed_at AS dated, filed_at AS known, 0 AS numerator, claimed AS denominator, store,
  platform, carrier
FROM carrier_claims WHERE claimed IS NOT NULL
UNION ALL
SELECT entity, home, parcel, filed_at, coalesce(decided_at, filed_at), recovered, 0, store, platform, carrier
FROM carrier_claims WHERE status = 'accepted' AND recovered IS NOT NULL
""",
)

CONTRACTS = (
    ON_TIME_DISPATCH,
    ON_TIME_DELIVERY,
    ON_TIME_DELIVERY_ALL,
    LOST_RATE,
    CLAIM_ACCEPTANCE,
    CLAIM_RECOVERY,
)
