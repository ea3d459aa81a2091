"""Sends what waits in the outbox: checked again at the last moment, sent once, and its end recorded with the reason."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from aftersales.cases.dossier import Dossier
from aftersales.cases.stores import DossierStore
from aftersales.outreach.invitations import must_wait, refusal
from aftersales.outreach.outbox import Outbox
from aftersales.outreach.recipients import to_who_still_reads
from aftersales.outreach.telling import tell_dossier
from aftersales.records.case import Trigger
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.errors import RejectedError
from aftersales.records.record import Instant
from aftersales.records.workspace import Member, Settings

LEASE_SECONDS = 120
"""How long one sender holds a dispatch; after a crash it can be sent again when this has passed."""


class Sender(Protocol):
    """A way out: mail, or a platform's own call."""

    def send(self, dispatch: Dispatch) -> None:
        """Send it. RejectedError if the channel refuses for good (its reason is recorded), UnavailableError to try later."""


def send_dispatch(
    workspace: str,
    name: str,
    *,
    now: Instant,
    outbox: Outbox,
    store: DossierStore,
    settings_of: Callable[[str], Settings],
    members_of: Callable[[str], Sequence[Member]],
    senders: Mapping[str, Sender],
) -> str:
    """Send one dispatch if it may leave now, and name what happened; UnavailableError hands the message back to its queue."""
    dispatch = outbox.get(workspace, name)
    if dispatch is None:
        return "done_before"
    if dispatch.state is not DispatchState.WAITING:
        # The end is recorded before the timeline is told of it: an outage between the two heals when the message returns.
        tell_dossier(dispatch, store, settings_of(workspace))
        return "done_before"
    if dispatch.not_before is not None and dispatch.not_before > now:
        return "not_yet"
    # Reserved before anything is looked at: what another sender does meanwhile must not be undone by an older look.
    if not outbox.claim(dispatch, now, LEASE_SECONDS):
        # No need to come back: should the other sender die, the clock queues what still waits.
        return "another_sender_has_it"
    settings = settings_of(workspace)
    if dispatch.kind == "invitation" and dispatch.home is not None:
        dossier = store.dossier(workspace, dispatch.home, settings)
        reason = refusal(dispatch, dossier, now) or _asked_for_privacy(dossier, store)
        if reason:
            return _finish(dispatch, DispatchState.REFUSED, reason, now, outbox, store, settings)
        if must_wait(dossier):
            outbox.postpone(dispatch, now + timedelta(days=1), "case_open")
            return "postponed"
    try:
        addressed = to_who_still_reads(dispatch, settings, members_of)
        (senders.get(dispatch.kind) or senders[dispatch.channel]).send(addressed)
    except RejectedError as error:
        return _finish(dispatch, DispatchState.REFUSED, error.reason, now, outbox, store, settings)
    return _finish(dispatch, DispatchState.SENT, "", now, outbox, store, settings)


def _asked_for_privacy(dossier: Dossier, store: DossierStore) -> str | None:
    """A privacy request concerns a person and stands apart from the orders, so it is looked for among the person's cases."""
    customer = dossier.order.customer if dossier.order else None
    cases = store.cases_of(dossier.workspace, customer.key) if customer else ()
    return "privacy_request" if any(Trigger.PRIVACY in case.triggers for case in cases) else None


def _finish(
    dispatch: Dispatch,
    state: DispatchState,
    reason: str,
    now: Instant,
    outbox: Outbox,
    store: DossierStore,
    settings: Settings,
) -> str:
    outbox.finish(dispatch, state, reason, now)
    tell_dossier(dispatch.having(state=state, reason=reason, finished_at=now), store, settings)
    return state.value
