"""What the formats share: times, amounts and ids as platforms write them, and the moments at which somebody polls."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from aftersales.deliveries.raw import RawDelivery
from infra.local.seller.shapes import World

WORKSPACE = "demo"
LIVE_DAYS = 30
"""The stores were connected this long before the world's end: what is older came by a first big poll."""

_POLL_HOURS = 6


def connected_at(world: World) -> datetime:
    """Return when the stores were connected."""
    return world.end - timedelta(days=LIVE_DAYS)


def polled_at(at: datetime, world: World) -> datetime:
    """Return when a poll first sees what happened at `at`: five minutes past every sixth hour, at the latest at the end."""
    day = at.replace(hour=0, minute=5, second=0, microsecond=0)
    while day < at:
        day += timedelta(hours=_POLL_HOURS)
    return min(day, world.end)


def utc(at: datetime) -> str:
    """Write a moment as `2026-08-07T09:15:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(at: datetime, zone: str) -> str:
    """Write a moment with the offset of a zone."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def amount(minor: int, currency: str) -> str:
    """Write minor units as a decimal text; yen have no decimals."""
    if currency == "JPY":
        return str(minor)
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def compact(value: object) -> bytes:
    """Write JSON as the platforms do: no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def opaque(*parts: object) -> str:
    """Return an id that looks like a UUID and follows from the parts."""
    digest = sha256("/".join(str(part) for part in parts).encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def delivery(
    platform: str,
    store: str,
    channel: str,
    name: str,
    received_at: datetime,
    body: bytes,
    headers: dict[str, str] | None = None,
    connection: str | None = None,
) -> RawDelivery:
    """Make a delivery of the demo workspace; the connection is the store's own unless another is named."""
    return RawDelivery(
        workspace=WORKSPACE,
        connection=connection or store,
        platform=platform,
        store=store,
        channel=channel,
        name=name,
        received_at=utc(received_at),
        body=body,
        headers=headers or {},
    )
