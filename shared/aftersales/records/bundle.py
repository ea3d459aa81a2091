"""What a bundle (a kit, a set) is made of."""

from pydantic import Field

from aftersales.records.record import Instant, Record


class Bundle(Record):
    """From `since` on, one unit of `sku` holds so many units of each SKU in `parts`; a later entry of the SKU replaces this one."""

    sku: str
    since: Instant
    parts: dict[str, int] = Field(min_length=1)
