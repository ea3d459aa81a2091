"""A parcel over all that was told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftersales.records.parcel import Parcel, ParcelStatus

ENDED = {ParcelStatus.DELIVERED, ParcelStatus.RETURNING, ParcelStatus.RETURNED, ParcelStatus.STOPPED}
AWAY = {ParcelStatus.RETURNING, ParcelStatus.RETURNED, ParcelStatus.LOST}
_QUIET = {ParcelStatus.REGISTERED, ParcelStatus.UNKNOWN}


@dataclass(frozen=True)
class Life:
    """A parcel over all that was told of it, oldest first."""

    states: Sequence[Parcel]

    @property
    def left_at(self) -> datetime | None:
        """When it was handed over."""
        told = [one.shipped_at for one in self.states if one.shipped_at]
        moved = [one.updated_at for one in self.states if one.status not in _QUIET]
        return min(told or moved, default=None)

    @property
    def arrived_at(self) -> datetime | None:
        """When it arrived, unless it went away again."""
        told = [one.delivered_at for one in self.states if one.delivered_at]
        return max(told, default=None) if self.states[-1].status not in AWAY else None

    @property
    def promised_at(self) -> datetime | None:
        """What was promised first."""
        return next((one.expected_at for one in self.states if one.expected_at), None)
