"""The inbox: which case next? Earliest deadline first, narrowed by filters that live in the address."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aftersales.cases.stores import DossierStore
from aftersales.desk.doubt import is_doubtful
from aftersales.records.case import Case, CaseState, Queue, Trigger
from aftersales.records.cause import Cause
from aftersales.records.reply import ReplyState
from aftersales.records.workspace import Settings

PAGE = 40
NARROWED = 100
READ = 200
MOST_COUNTED = 5000
MOST_PAGES = 10
"""So many reads a list may cost; what lies beyond is behind its cursor."""
OPEN = (CaseState.WAITING, CaseState.ANSWERED)
_SENSITIVE = frozenset({Trigger.REVIEW, Trigger.CLAIM, Trigger.PARCEL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to list. A `cause` names a branch or a leaf; `mine` is a member's e-mail; None means any.

    `unclassified` are cases whose cause nobody and nothing has found.
    """

    state: CaseState = CaseState.WAITING
    platform: str | None = None
    queue: Queue | None = None
    cause: Cause | None = None
    signal: str | None = None
    draft: ReplyState | None = None
    unclassified: bool = False
    mine: str | None = None
    overdue: bool = False
    exceptions: bool = False

    def accept(self, case: Case, now: datetime) -> bool:
        """Tell whether a case of the right state belongs on the list."""
        return (
            (self.platform is None or case.platform == self.platform)
            and (self.queue is None or case.queue is self.queue)
            and (
                self.cause is None
                or (case.cause is not None and self.cause in {case.cause, case.cause.branch})
            )
            and (self.draft is None or case.draft == self.draft)
            and (self.signal is None or self.signal in case.signals)
            and (not self.unclassified or case.cause is None)
            and (self.mine is None or case.owner == self.mine)
            and (not self.overdue or case.is_overdue(now))
            and (not self.exceptions or is_exception(case, now))
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of cases and the cursor of the next one."""

    cases: Sequence[Case]
    after: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many open cases are unprocessed, replied to, and (of both) exceptional."""

    unprocessed: int = 0
    replied: int = 0
    exceptions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Tallies by platform and in all. `partial` tells that there were more open cases than are counted.

    `doubtful` are cases that a person should place, `in_review` answers that wait for a translator.
    """

    total: Tally = field(default_factory=Tally)
    platforms: Mapping[str, Tally] = field(default_factory=dict)
    overdue: int = 0
    doubtful: int = 0
    in_review: int = 0
    partial: bool = False


def is_exception(case: Case, now: datetime) -> bool:
    """A complaint, a bad review, a claim, a parcel in trouble, or an answer that is overdue."""
    return (
        case.queue is Queue.COMPLAINTS or bool(_SENSITIVE.intersection(case.triggers)) or case.is_overdue(now)
    )


def list_cases(
    store: DossierStore, workspace: str, filters: Filters, *, now: datetime, after: str | None = None
) -> Listing:
    """Return the next page that the filters let through; reads on until the page is full, the cases end, or enough was read.

    A narrowed list reads larger pages and may overshoot: cutting a page short would lose what its cursor has passed.
    """
    found: list[Case] = []
    cursor = after
    limit = PAGE if filters == Filters(state=filters.state) else NARROWED
    for _ in range(MOST_PAGES):
        page, cursor = store.cases(workspace, filters.state, limit=limit, after=cursor)
        found.extend(case for case in page if filters.accept(case, now))
        if cursor is None or len(found) >= PAGE:
            break
    return Listing(found, cursor)


def cases_by_number(
    store: DossierStore, settings: Settings, stores: Sequence[str], number: str
) -> list[Case]:
    """Find the cases of the order that a buyer would call `number`, in any store and state."""
    name = number.strip().lstrip("#").strip()
    dossiers = [store.dossier(settings.workspace, f"number:{at}/{name}", settings) for at in stores if name]
    return [case for dossier in dossiers for case in dossier.cases]


def count_open(store: DossierStore, settings: Settings, *, now: datetime) -> Counts:
    """Count the open cases by platform."""
    workspace = settings.workspace
    cases: list[Case] = []
    for state in OPEN:
        cases.extend(_first(store, workspace, state, MOST_COUNTED - len(cases)))
    platforms = {
        name: _tally([case for case in cases if case.platform == name], now) for name in _names(cases)
    }
    return Counts(
        total=_tally(cases, now),
        platforms=platforms,
        overdue=sum(case.is_overdue(now) for case in cases),
        doubtful=sum(is_doubtful(case, settings.review_below) for case in cases),
        in_review=sum(case.draft == ReplyState.IN_REVIEW.value for case in cases),
        partial=len(cases) >= MOST_COUNTED,
    )


def _first(store: DossierStore, workspace: str, state: CaseState, most: int) -> Iterator[Case]:
    cursor: str | None = None
    left = most
    while left > 0:
        page, cursor = store.cases(workspace, state, limit=min(READ, left), after=cursor)
        yield from page
        left -= len(page)
        if cursor is None:
            return


def _names(cases: Sequence[Case]) -> list[str]:
    return sorted({case.platform for case in cases})


def _tally(cases: Sequence[Case], now: datetime) -> Tally:
    def count(holds: Callable[[Case], bool]) -> int:
        return sum(map(holds, cases))

    return Tally(
        unprocessed=count(lambda case: case.state is CaseState.WAITING),
        replied=count(lambda case: case.state is CaseState.ANSWERED),
        exceptions=count(lambda case: is_exception(case, now)),
    )
