"""FBA replacements: a second parcel that Amazon sent for an order."""

from collections.abc import Sequence

from aftersales.deliveries.wild import version as stamp
from aftersales.platforms.amazon.cells import whole_number
from aftersales.platforms.amazon.dates import read_date
from aftersales.platforms.amazon.marketplaces import DateOrder
from aftersales.platforms.amazon.reasons import cause_of
from aftersales.platforms.amazon.tabular import Row
from aftersales.records.after_sales import Replacement
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation


def replacements(
    rows: Sequence[Row], store: str, dates: DateOrder | None, market: str | None
) -> Sequence[Observation]:
    """Read replacement rows; the original order is the home, the new order is only named."""
    del market
    return [_one(row, store, dates) for row in rows]


def _one(row: Row, store: str, dates: DateOrder | None) -> Observation:
    original, new = row.get("originalamazonorderid"), row.get("replacementamazonorderid")
    if not original or not new:
        raise RejectedError("order_is_missing")
    sku = row.get("sku")
    shipped_at = read_date(row.get("shipmentdate"), dates)
    code = row.get("replacementreasoncode")
    return Observation(
        record=Replacement(
            store=store,
            key=f"{new}/{sku}",
            order=original,
            new_order=new,
            shipped_at=shipped_at,
            sku=sku or None,
            asin=row.get("asin") or None,
            quantity=whole_number(row.get("quantity")),
            code=code,
            cause=cause_of(
                code
            ),  # the codes are numbers without a published list; words are mapped where they occur
        ),
        occurred_at=shipped_at,
        version=stamp(shipped_at),
        actor=Actor.PLATFORM,
    )
