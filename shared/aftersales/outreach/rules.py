"""What follows by rule when a case changes."""

from collections.abc import Callable

from aftersales.cases.stores import DossierStore
from aftersales.outreach.invitations import plan
from aftersales.outreach.outbox import Outbox
from aftersales.records.case import Case, CaseState
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings


def case_changed(
    before: Case | None,
    after: Case,
    *,
    now: Instant,
    store: DossierStore,
    outbox: Outbox,
    settings_of: Callable[[str], Settings],
) -> str:
    """Apply the rules to one change of a case and name the outcome: unchanged, planned, refused, known or nothing."""
    if after.state is not CaseState.RESOLVED or (before is not None and before.state is CaseState.RESOLVED):
        return "unchanged"
    settings = settings_of(after.workspace)
    dispatch = plan(after, store.dossier(after.workspace, after.home, settings), settings, now)
    if dispatch is None:
        return "nothing"
    if not outbox.put(dispatch):
        return "known"
    return "refused" if dispatch.reason else "planned"
