"""17TRACK: pushes about the parcels of the two shops that the seller ships itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.formats.wire import compact, connected_at, delivery, local, utc
from infra.local.seller.markets import AMAZON
from infra.local.seller.shapes import Order, Parcel, Scan, World

ACCOUNT = "17track-main"
_QUIET = frozenset({"InTransit_PickedUp", "InTransit_Departure"})
_DESCRIPTIONS = {
    "InTransit_PickedUp": "Picked up by the carrier.",
    "InTransit_Departure": "Left the facility.",
    "Exception_Delayed": "Unexpected delay.",
    "Exception_Lost": "The package is lost.",
    "DeliveryFailure_NoBody": "Nobody was at home.",
    "Delivered_Other": "Delivered.",
}


def deliveries(world: World) -> Iterator[RawDelivery]:
    """Yield a push for each scan that matters; quiet ones only since the account was set to report them, a month ago."""
    for order in world.orders:
        if order.parcel is not None and order.market.store != AMAZON:
            yield from (push(order, order.parcel, place) for place in reported(order.parcel, world))


def reported(parcel: Parcel, world: World) -> list[int]:
    """Return the places of the scans of a parcel that are pushed."""
    since = connected_at(world)
    scans = enumerate(parcel.scans)
    return [place for place, scan in scans if scan.sub_status not in _QUIET or scan.at >= since]


def push(order: Order, parcel: Parcel, place: int) -> RawDelivery:
    """Make the push that follows scan number `place`; it repeats the whole history."""
    scan = parcel.scans[place]
    body = compact({"event": "TRACKING_UPDATED", "data": _data(order, parcel, parcel.scans[: place + 1])})
    at = scan.at + timedelta(minutes=11)
    return delivery("17track", ACCOUNT, "webhook", "TRACKING_UPDATED", at, body)


def _data(order: Order, parcel: Parcel, scans: tuple[Scan, ...]) -> dict[str, Any]:
    key, name = order.market.carrier
    latest = scans[-1]
    events = [_event(scan, order.market.zone) for scan in reversed(scans)]
    return {
        "number": parcel.number,
        "carrier": key,
        "param": None,
        "tag": order.number,
        "track_info": {
            "shipping_info": {
                "shipper_address": {"country": "CN", "state": None, "city": None},
                "recipient_address": {"country": order.market.country, "state": None, "city": None},
            },
            "latest_status": {
                "status": latest.status,
                "sub_status": latest.sub_status,
                "sub_status_descr": _DESCRIPTIONS[latest.sub_status],
            },
            "latest_event": events[0],
            "time_metrics": {
                "days_after_order": (latest.at - order.placed_at).days,
                "days_of_transit": (latest.at - parcel.shipped_at).days,
                "days_of_transit_done": 0,
                "days_after_last_update": 0,
                "estimated_delivery_date": {
                    "source": "Official",
                    "from": None,
                    "to": utc(parcel.promised_at),
                },
            },
            "milestone": [_milestone(scan, order.market.zone) for scan in scans],
            "misc_info": {"risk_factor": 0, "local_number": None, "local_provider": None},
            "tracking": {
                "providers_hash": key,
                "providers": [
                    {
                        "provider": {
                            "key": key,
                            "name": name,
                            "alias": name,
                            "country": order.market.country,
                        },
                        "service_type": None,
                        "latest_sync_status": "Success",
                        "latest_sync_time": utc(latest.at + timedelta(minutes=10)),
                        "provider_lang": None,
                        "events_hash": len(scans),
                        "events": events,
                    }
                ],
            },
        },
    }


def _times(at: datetime, zone: str) -> dict[str, Any]:
    text = local(at, zone)
    return {
        "time_iso": text,
        "time_utc": utc(at),
        "time_raw": {"date": text[:10], "time": text[11:19], "timezone": text[19:]},
    }


def _event(scan: Scan, zone: str) -> dict[str, Any]:
    return {
        **_times(scan.at, zone),
        "description": scan.text,
        "description_translation": None,
        "location": scan.place,
        "stage": "PickedUp" if scan.sub_status == "InTransit_PickedUp" else scan.status,
        "sub_status": scan.sub_status,
        "address": {"country": None, "state": None, "city": scan.place},
    }


def _milestone(scan: Scan, zone: str) -> dict[str, Any]:
    stage = scan.sub_status.split("_")[1] if scan.status == "InTransit" else scan.status
    return {"key_stage": stage, **_times(scan.at, zone)}
