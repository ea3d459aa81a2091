"""Who starts an erasure: a person who confirms it, or its deadline."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from aftersales.privacy.stores import ErasureStore
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.erasure import Erasure
from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings

SYSTEM = "system"
_FIRST_DAY = timedelta(days=1)
"""Within it nothing begins by itself: somebody may have asked by mistake."""
_LATE = timedelta(days=7)
"""So long before its deadline an erasure should be over: what is replaced lies in older versions for a week."""


def order_erasure(
    store: ErasureStore, workspace: str, request: PrivacyRequest, member: str, now: Instant
) -> Erasure:
    """Order the erasure that a request asks for; one that was ordered before stays as it is, and is returned.

    RejectedError `nothing_to_erase` for a request that asks for a copy.
    """
    if request.form == "export":
        raise RejectedError("nothing_to_erase")
    ordered = Erasure(
        workspace=workspace,
        request=request.home,
        form=request.form,
        store=request.store,
        member=member,
        ordered_at=now,
        due_at=request.due_at,
    )
    return store.begin_erasure(ordered)


def begins_at(request: PrivacyRequest, settings: Settings) -> Instant | None:
    """Return when a request is executed without anybody's word; None: never."""
    if request.form == "export" or settings.erase_days_before_due == 0:
        return None
    return max(
        request.requested_at + _FIRST_DAY, request.due_at - timedelta(days=settings.erase_days_before_due)
    )


def order_due(
    store: ErasureStore,
    requests: Iterable[PrivacyRequest],
    errands: Mapping[str, Erasure],
    settings: Settings,
    now: Instant,
) -> Sequence[Erasure]:
    """Order what its deadline asks for by now and no errand (by its request) is about; return what was ordered."""
    due = [
        request
        for request in requests
        if request.home not in errands and (at := begins_at(request, settings)) is not None and at <= now
    ]
    return [order_erasure(store, settings.workspace, request, SYSTEM, now) for request in due]


def count_late(requests: Iterable[PrivacyRequest], errands: Mapping[str, Erasure], now: Instant) -> int:
    """Count the orders to erase that are due within a week and whose errand (by its request) is not done."""
    due = [one for one in requests if one.form != "export" and one.due_at <= now + _LATE]
    return sum(one.home not in errands or not errands[one.home].is_done for one in due)
