"""Parcels that notifications tell of: multi-channel fulfilment and Amazon's tracking milestones."""

from collections.abc import Iterator, Mapping
from typing import Any

from aftersales.deliveries.wild import version as stamp
from aftersales.platforms.amazon.wire import Wire, shaped
from aftersales.records.after_sales import Return, ReturnLine, ReturnStatus
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation
from aftersales.records.parcel import Checkpoint, Parcel, ParcelStatus
from aftersales.records.record import Instant

SHIPMENT_STATUS = {
    "PENDING": ParcelStatus.REGISTERED,
    "PROCESSING": ParcelStatus.REGISTERED,
    "PROCESSED": ParcelStatus.REGISTERED,
    "SHIPPED": ParcelStatus.IN_TRANSIT,
    "COMPLETE": ParcelStatus.IN_TRANSIT,  # complete for the warehouse: handed to the carrier
    "DELIVERED": ParcelStatus.DELIVERED,
    "CANCELLED_BY_FULFILLER": ParcelStatus.STOPPED,
    "CANCELLED_BY_SELLER": ParcelStatus.STOPPED,
}
MILESTONE = {
    "ORDER_PREPARING": ParcelStatus.REGISTERED,
    "BOOKING_CONFIRMED": ParcelStatus.REGISTERED,
    "CARRIER_ASSIGNED": ParcelStatus.REGISTERED,
    "LABEL_CREATED": ParcelStatus.REGISTERED,
    "PICKED_UP": ParcelStatus.IN_TRANSIT,
    "SHIPPED": ParcelStatus.IN_TRANSIT,
    "DEPARTED": ParcelStatus.IN_TRANSIT,
    "IN_TRANSIT": ParcelStatus.IN_TRANSIT,
    "ARRIVED": ParcelStatus.IN_TRANSIT,
    "CUSTOMS_CLEARED": ParcelStatus.IN_TRANSIT,
    "OUT_FOR_DELIVERY": ParcelStatus.OUT_FOR_DELIVERY,
    "AVAILABLE_FOR_PICKUP": ParcelStatus.AWAITING_PICKUP,
    "DELIVERED": ParcelStatus.DELIVERED,
    "DELIVERY_ATTEMPTED": ParcelStatus.FAILED_ATTEMPT,
    "DELAYED": ParcelStatus.STALLED,
    "UNDELIVERABLE": ParcelStatus.EXCEPTION,
    "RETURNING": ParcelStatus.RETURNING,
    "RETURNED": ParcelStatus.RETURNED,
    "LOST": ParcelStatus.LOST,
    "DAMAGED": ParcelStatus.DAMAGED,
}


class _Package(Wire):
    carrier_code: str | None = None
    tracking_number: str | None = None


class _Shipment(Wire):
    fulfillment_shipment_status: str = ""
    estimated_arrival_date_time: Instant | None = None
    fulfillment_shipment_packages: tuple[_Package, ...] = ()


class _Returned(Wire):
    received_date_time: Instant
    returned_quantity: int
    seller_sku: str | None = None


class _FulfilmentOrder(Wire):
    status_updated_date_time: Instant
    seller_fulfillment_order_id: str
    fulfillment_shipment: _Shipment | None = None
    fulfillment_return_item: _Returned | None = None


class _Status(Wire):
    code: str = ""
    description: str = ""


class _Place(Wire):
    city: str | None = None
    region: str | None = None
    country_code: str | None = None


class _Location(Wire):
    address: _Place = _Place()


class _Milestone(Wire):
    status: _Status = _Status()
    location: _Location = _Location()
    occurred_at: Instant


class _Identifier(Wire):
    aftn: str | None = None
    tracking_number: str | None = None
    id: str | None = None


class _Detail(Wire):
    identifier: _Identifier
    latest_milestone: _Milestone
    milestone_history: tuple[_Milestone, ...] = ()


class _Milestones(Wire):
    tracking_detail: _Detail


def observe_fulfilment(inner: Mapping[str, Any], store: str) -> Iterator[Observation]:
    """Yield the parcels, and units that came back, of an order of another shop which Amazon ships."""
    order = shaped(_FulfilmentOrder, inner)
    shipment, back = order.fulfillment_shipment, order.fulfillment_return_item
    packages = shipment.fulfillment_shipment_packages if shipment else ()
    # Parcels of one shipment may share a tracking number: then they are one parcel.
    for number, package in {one.tracking_number: one for one in packages if one.tracking_number}.items():
        parcel = Parcel(
            store=store,
            key=number,
            carrier=package.carrier_code,
            status=SHIPMENT_STATUS.get(
                shipment.fulfillment_shipment_status if shipment else "", ParcelStatus.UNKNOWN
            ),
            code=shipment.fulfillment_shipment_status if shipment else "",
            updated_at=order.status_updated_date_time,
            expected_at=shipment.estimated_arrival_date_time if shipment else None,
        )
        yield _seen(parcel, order.status_updated_date_time)
    if back:
        yield _seen(_came_back(order, back, store), back.received_date_time)


def observe_milestones(inner: Mapping[str, Any], store: str) -> Iterator[Observation]:
    """Yield the parcel that a milestone concerns, with its history as checkpoints."""
    detail = shaped(_Milestones, inner).tracking_detail
    latest = detail.latest_milestone
    number = detail.identifier.tracking_number or detail.identifier.aftn or detail.identifier.id
    if not number:
        raise RejectedError("parcel_without_number")
    status = MILESTONE.get(latest.status.code, ParcelStatus.UNKNOWN)
    points = tuple(_point(one) for one in sorted(detail.milestone_history, key=lambda one: one.occurred_at))
    moving = [
        one.at
        for one in points
        if one.at and one.status not in {ParcelStatus.REGISTERED, ParcelStatus.UNKNOWN}
    ]
    parcel = Parcel(
        store=store,
        key=number,
        carrier="AMAZON",
        status=status,
        code=latest.status.code,
        market=latest.location.address.country_code if status is ParcelStatus.DELIVERED else None,
        updated_at=latest.occurred_at,
        shipped_at=min(moving, default=None),
        delivered_at=latest.occurred_at if status is ParcelStatus.DELIVERED else None,
        checkpoints=points,
    )
    yield _seen(parcel, latest.occurred_at)


def _came_back(order: _FulfilmentOrder, back: _Returned, store: str) -> Return:
    at = back.received_date_time
    line = ReturnLine(sku=back.seller_sku, quantity=back.returned_quantity, received=back.returned_quantity)
    return Return(
        store=store,
        key=f"{order.seller_fulfillment_order_id}/{back.seller_sku}/{stamp(at)}",
        order=None,  # the id is the seller's own for another shop: it is not guessed to an order
        status=ReturnStatus.CLOSED,
        requested_at=at,
        updated_at=at,
        received_at=at,
        lines=(line,),
    )


def _seen(record: Parcel | Return, at: Instant) -> Observation:
    return Observation(record=record, occurred_at=at, version=stamp(at), actor=Actor.CARRIER)


def _point(milestone: _Milestone) -> Checkpoint:
    place = milestone.location.address
    return Checkpoint(
        at=milestone.occurred_at,
        status=MILESTONE.get(milestone.status.code, ParcelStatus.UNKNOWN),
        code=milestone.status.code,
        text=milestone.status.description,
        place=", ".join(part for part in (place.city, place.region, place.country_code) if part),
    )
