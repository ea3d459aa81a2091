"""Who starts an erasure: a person who confirms it, or its deadline."""

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


def request_at(store: ErasureStore, workspace: str, home: str) -> PrivacyRequest | None:
    """Return the privacy request that lies at a home."""
    return next((one for one in store.requests(workspace) if one.home == home), None)


def order_erasure(store: ErasureStore, workspace: str, home: str, member: str, now: Instant) -> Erasure:
    """Order the erasure that a request asks for; one that was ordered before stays as it is.

    RejectedError `unknown_request`, or `nothing_to_erase` for a request that asks for a copy.
    """
    known = store.erasure(workspace, home)
    if known is not None:
        return known
    request = request_at(store, workspace, home)
    if request is None:
        raise RejectedError("unknown_request")
    if request.form == "export":
        raise RejectedError("nothing_to_erase")
    ordered = Erasure(
        workspace=workspace,
        request=home,
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


def order_due(store: ErasureStore, settings: Settings, now: Instant) -> int:
    """Order what its deadline asks for by now; return how many."""
    ordered = 0
    for request in store.requests(settings.workspace):
        at = begins_at(request, settings)
        if at is not None and at <= now and store.erasure(settings.workspace, request.home) is None:
            order_erasure(store, settings.workspace, request.home, SYSTEM, now)
            ordered += 1
    return ordered


def count_late(store: ErasureStore, workspace: str, now: Instant) -> int:
    """Count the orders to erase that are due within a week and not done."""
    done = {one.request for one in store.erasures(workspace) if one.is_done}
    due = [one for one in store.requests(workspace) if one.form != "export" and one.due_at <= now + _LATE]
    return sum(one.home not in done for one in due)
