"""What needs a person now, in the order in which it burns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from aftersales.cases.stores import DossierStore
from aftersales.desk.inbox import Counts, Filters, count_open, list_cases
from aftersales.records.case import Case
from aftersales.records.workspace import Settings

SOON = timedelta(hours=4)
SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The open cases in numbers, and the first few that are late or nearly so (else simply the first)."""

    counts: Counts
    first: Sequence[Case]
    due_soon: int


def today(store: DossierStore, settings: Settings, *, now: datetime) -> Today:
    """Collect what the front page says about work."""
    workspace = settings.workspace
    # From now on only: what is overdue already may be any number, and is counted (to a bound) with the open cases.
    due_soon = sum(1 for _ in store.cases_due(workspace, now + SOON, since=now))
    listed = list_cases(store, workspace, Filters(), now=now).cases
    return Today(
        counts=count_open(store, settings, now=now), first=list(islice(listed, SHOWN)), due_soon=due_soon
    )
