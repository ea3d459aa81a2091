"""Fulfilments: which units left, in which parcels, and how those fare."""

from collections.abc import Iterator

from aftersales.deliveries.wild import Wild, instant, maybe_instant, maybe_text, number, objs, version
from aftersales.platforms.shopify.tables import NOT_SHIPPED, PARCEL
from aftersales.records.fact import Actor, Observation
from aftersales.records.parcel import Parcel, ParcelStatus


def tracking_numbers(fulfilment: Wild) -> list[str]:
    """Return the tracking numbers of a fulfilment; none where the seller gave none."""
    told = fulfilment.get("tracking_numbers")
    found = [*told] if isinstance(told, list) else []
    # Sellers type them in groups, as printed on the label; carriers and aggregators know them without white space.
    numbers = [
        "".join((maybe_text(one) or "").split()) for one in [*found, fulfilment.get("tracking_number")]
    ]
    return list(dict.fromkeys(one for one in numbers if one))


def in_flight(line: str, fulfilments: list[Wild]) -> tuple[int, int]:
    """Return how many units of a line have left, and how many are about to (asked for, not confirmed)."""
    shipped = under_way = 0
    for fulfilment in fulfilments:
        status = maybe_text(fulfilment.get("status")) or ""
        units = sum(
            number(item.get("quantity"))
            for item in objs(fulfilment.get("line_items"))
            if maybe_text(item.get("id")) == line
        )
        if status == "success":
            shipped += units
        elif status not in NOT_SHIPPED:
            under_way += units
    return shipped, under_way


def read_parcels(fulfilment: Wild, store: str) -> Iterator[Observation]:
    """Read a parcel for each tracking number. A fulfilment's webhook and its order's snapshot give the very same parcels."""
    updated_at = instant(fulfilment.get("updated_at"), "fulfillment.updated_at")
    code = maybe_text(fulfilment.get("shipment_status")) or ""
    status = _status(fulfilment, code)
    for tracking_number in tracking_numbers(fulfilment):
        parcel = Parcel(
            store=store,
            key=tracking_number,
            order=maybe_text(fulfilment.get("order_id")),
            carrier=maybe_text(fulfilment.get("tracking_company")),
            status=status,
            code=code,
            updated_at=updated_at,
            shipped_at=maybe_instant(fulfilment.get("created_at")),
            delivered_at=updated_at if status is ParcelStatus.DELIVERED else None,
        )
        yield Observation(
            record=parcel,
            occurred_at=updated_at,
            version=version(updated_at),
            actor=Actor.CARRIER if code else Actor.PLATFORM,
        )


def _status(fulfilment: Wild, code: str) -> ParcelStatus:
    # A request to ship that failed or was withdrawn is a matter of the warehouse, not trouble on the way.
    if maybe_text(fulfilment.get("status")) in NOT_SHIPPED:
        return ParcelStatus.STOPPED
    return PARCEL.get(code, ParcelStatus.UNKNOWN) if code else ParcelStatus.REGISTERED
