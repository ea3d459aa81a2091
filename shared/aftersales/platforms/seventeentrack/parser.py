"""Parcels as 17TRACK tells them: a push of one parcel, or the answer of gettrackinfo with many.

Times are the carrier's. Where it gave a local time without a zone none is invented: the scan stays undated, and the parcel's state
is dated by the last moment that is certain (when 17TRACK asked the carrier, or another scan), never by the time of arrival.
"""

from collections.abc import Iterable
from datetime import datetime

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.wild import (
    Wild,
    load,
    maybe_instant,
    maybe_obj,
    maybe_text,
    obj,
    objs,
    text,
    version,
)
from aftersales.platforms.seventeentrack.tables import CUSTOMS_HOLD, DELIVERED, PICKED_UP, status_of
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation
from aftersales.records.parcel import Checkpoint, Parcel, ParcelStatus

LONGEST_NUMBER = 100
LONGEST_HISTORY = 200
"""Checkpoints kept of a parcel, the newest ones; a record has to fit into one item of the table."""


def parse(delivery: RawDelivery) -> Parsed:
    """Read `TRACKING_UPDATED`, `TRACKING_STOPPED` or the answer of `gettrackinfo`."""
    body = obj(load(delivery.body), "body")
    if delivery.name == "TRACKING_STOPPED":
        # Only the number comes. The last state stands: "no longer watched" says nothing about the parcel.
        return Parsed(ignored="tracking_stopped_tells_no_state")
    if delivery.name == "TRACKING_UPDATED":
        return Parsed((_observe(obj(body.get("data"), "data"), delivery),))
    if delivery.name == "gettrackinfo":
        data = maybe_obj(body.get("data"))
        if body.get("code") != 0:
            raise RejectedError("answer_is_an_error")  # HTTP 200 does not mean success
        found, rejected = _each(objs(data.get("accepted")), delivery)
        rejected += [
            f"row {row}: {maybe_text(maybe_obj(item.get('error')).get('code')) or 'rejected'}"
            for row, item in enumerate(objs(data.get("rejected")), start=1)
        ]
        return Parsed(tuple(found), None if found or rejected else "nothing_for_us", tuple(rejected))
    return Parsed(ignored=f"not_needed: {delivery.name[:40]}")


def _each(items: Iterable[Wild], delivery: RawDelivery) -> tuple[list[Observation], list[str]]:
    found: list[Observation] = []
    rejected: list[str] = []
    for row, item in enumerate(items, start=1):
        try:
            found.append(_observe(item, delivery))
        except RejectedError as error:
            rejected.append(f"row {row}: {error}")
    return found, rejected


def _observe(data: Wild, delivery: RawDelivery) -> Observation:
    info = maybe_obj(data.get("track_info"))
    latest = obj(info.get("latest_status"), "latest_status")  # without one the last state must stand
    sub_status = maybe_text(latest.get("sub_status"))
    status = status_of(maybe_text(latest.get("status")), sub_status)
    providers = objs(maybe_obj(info.get("tracking")).get("providers"))
    points = _checkpoints(providers)
    milestones = {maybe_text(one.get("key_stage")): _moment(one) for one in objs(info.get("milestone"))}
    synced = [time for one in providers if (time := _instant(maybe_text(one.get("latest_sync_time"))))]
    last = _moment(maybe_obj(info.get("latest_event")))
    certain = [time for time in (last, *milestones.values(), *(point.at for point in points)) if time]
    at = last or max(synced, default=None) or max(certain, default=None)
    if at is None:
        raise RejectedError("parcel_without_time")
    parcel = Parcel(
        store=delivery.store,
        key=_number(data),  # `tag` is free text of whoever registered the number: no order is guessed from it
        carrier=_carrier(data, providers),
        status=status,
        code=sub_status or maybe_text(latest.get("status")) or "",
        market=_country(info),
        updated_at=at,
        shipped_at=milestones.get(PICKED_UP) or _first_move(points),
        delivered_at=_delivered_at(status, last, milestones.get(DELIVERED)),
        expected_at=_expected(info),
        checkpoints=points,
        # Other delays are told in the carriers' own words, and weather in no code at all.
        held_by="customs" if CUSTOMS_HOLD in {sub_status, *(point.code for point in points)} else None,
    )
    seen = max([at, *certain])
    return Observation(record=parcel, occurred_at=at, version=version(seen), actor=Actor.CARRIER)


def _number(data: Wild) -> str:
    number = text(data.get("number"), "number")
    if len(number) > LONGEST_NUMBER:
        raise RejectedError("number_is_too_long")
    return number


def _checkpoints(providers: Iterable[Wild]) -> tuple[Checkpoint, ...]:
    """Scans of all carriers on the way, oldest first; undated ones stay beside their neighbours of the same carrier."""
    found: list[tuple[datetime | None, Checkpoint]] = []
    for provider in providers:
        known: datetime | None = None
        for event in reversed(objs(provider.get("events"))):  # they come newest first
            point = _checkpoint(event)
            known = point.at or known
            found.append((known, point))
    dated = [pair for pair in found if pair[0] is not None]
    undated = [point for known, point in found if known is None]
    dated.sort(key=lambda pair: (pair[0] is not None, pair[0]))
    return (*undated, *(point for _, point in dated))[-LONGEST_HISTORY:]


def _checkpoint(event: Wild) -> Checkpoint:
    sub_status = maybe_text(event.get("sub_status"))
    stage = maybe_text(event.get("stage"))
    return Checkpoint(
        at=_moment(event),
        status=status_of(None, sub_status) if sub_status else status_of(stage, None),
        code=sub_status or stage or "",
        text=(maybe_text(event.get("description")) or "")[:500],
        place=(maybe_text(event.get("location")) or "")[:200],
    )


def _moment(event: Wild) -> datetime | None:
    """The time of an event: given in UTC, given with an offset, or in raw form with a zone; else None."""
    raw = maybe_obj(event.get("time_raw"))
    day, clock, zone = (maybe_text(raw.get(name)) for name in ("date", "time", "timezone"))
    found = maybe_text(event.get("time_utc")) or maybe_text(event.get("time_iso"))
    if found is None and day and clock and zone:
        found = f"{day}T{clock}{zone}"
    return _instant(found)


def _instant(found: str | None) -> datetime | None:
    try:
        return maybe_instant(found)
    except RejectedError:
        return None  # such as a zone by name: not one we could trust


def _delivered_at(status: ParcelStatus, last: datetime | None, milestone: datetime | None) -> datetime | None:
    return (milestone or last) if status is ParcelStatus.DELIVERED else None


def _first_move(points: Iterable[Checkpoint]) -> datetime | None:
    moving = (point.at for point in points if point.at and point.status is ParcelStatus.IN_TRANSIT)
    return min(moving, default=None)


def _carrier(data: Wild, providers: Iterable[Wild]) -> str | None:
    names = (maybe_text(maybe_obj(one.get("provider")).get("name")) for one in providers)
    return next((name for name in names if name), None) or maybe_text(data.get("carrier"))


def _country(info: Wild) -> str | None:
    shipping = maybe_obj(info.get("shipping_info"))
    return maybe_text(maybe_obj(shipping.get("recipient_address")).get("country"))


def _expected(info: Wild) -> datetime | None:
    span = maybe_obj(maybe_obj(info.get("time_metrics")).get("estimated_delivery_date"))
    return _instant(maybe_text(span.get("to")) or maybe_text(span.get("from")))
