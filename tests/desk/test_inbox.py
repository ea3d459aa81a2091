"""The inbox: filters, counts and search over the cases of one workspace."""

from collections.abc import Callable, Sequence

import pytest

from aftersales.desk.inbox import (
    MOST_PAGES,
    PAGE,
    Filters,
    cases_by_number,
    count_open,
    is_exception,
    list_cases,
)
from aftersales.records.case import Case, CaseState, Queue
from aftersales.records.cause import Cause
from tests.cases import building as make
from tests.cases.building import SETTINGS, at
from tests.cases.in_memory import InMemoryDossierStore

MANY = 95
LATE = at(200)


@pytest.fixture
def store() -> InMemoryDossierStore:
    """Ninety-five customers who wrote one after another; every fifth on Amazon, every tenth already answered."""
    store = InMemoryDossierStore()
    facts = []
    for index in range(MANY):
        number = str(2000 + index)
        asked = make.message(index / 10, key=f"m{index}", thread=f"t{index}", order_number=number)
        platform = "amazon" if index % 5 == 0 else "shopify"
        facts.append(make.fact(asked).having(platform=platform))
        if index % 10 == 0:
            answer = make.message(100, "agent", key=f"a{index}", thread=f"t{index}", order_number=number)
            facts.append(make.fact(answer).having(platform=platform))
    store.add(facts, SETTINGS)
    return store


def _all(store: InMemoryDossierStore, filters: Filters) -> list[Case]:
    found: list[Case] = []
    after: str | None = None
    while True:
        listing = list_cases(store, "w", filters, now=LATE, after=after)
        found.extend(listing.cases)
        after = listing.after
        if after is None:
            return found


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), 85),
        (Filters(state=CaseState.ANSWERED), 10),
        (Filters(platform="amazon"), 9),
        (Filters(platform="ebay"), 0),
        (Filters(overdue=True), 85),
        (Filters(mine="lee@example.com"), 0),
        (Filters(queue=Queue.REVIEW_NEEDED), 85),
        (Filters(cause=Cause.QUALITY), 0),
    ],
)
def test_paging_through_a_filter_loses_and_repeats_nothing(
    store: InMemoryDossierStore, filters: Filters, expected: int
) -> None:
    """However a list is narrowed, its pages together hold each matching case once, earliest deadline first."""
    found = _all(store, filters)
    assert len({case.id for case in found}) == len(found) == expected
    if filters.state is CaseState.WAITING:
        assert found == sorted(found, key=lambda case: (case.due_at or LATE, case.priority, case.id))


def test_a_page_of_everything_has_the_usual_length(store: InMemoryDossierStore) -> None:
    """The plain inbox comes in pages of PAGE."""
    assert len(list_cases(store, "w", Filters(), now=LATE).cases) == PAGE


def test_counts_add_up_by_platform(store: InMemoryDossierStore) -> None:
    """Unprocessed, replied and exceptional cases are counted per platform and in all."""
    counts = count_open(store, SETTINGS, now=LATE)
    assert (counts.total.unprocessed, counts.total.replied, counts.overdue) == (85, 10, 85)
    assert sum(tally.unprocessed for tally in counts.platforms.values()) == counts.total.unprocessed
    assert counts.platforms["amazon"].replied == 10
    assert not counts.partial


def test_another_workspace_counts_nothing(store: InMemoryDossierStore) -> None:
    """Cases of one workspace are not seen from another."""
    assert count_open(store, SETTINGS.having(workspace="other"), now=LATE).total.unprocessed == 0
    assert cases_by_number(store, SETTINGS.having(workspace="other"), [make.STORE], "2003") == []


@pytest.mark.parametrize("typed", ["2003", "#2003", " 2003 "])
def test_an_order_number_is_found_as_people_type_it(store: InMemoryDossierStore, typed: str) -> None:
    """A leading # and blanks do not matter."""
    (case,) = cases_by_number(store, SETTINGS, [make.STORE], typed)
    assert case.order_number == "2003"


_STORIES: list[tuple[Callable[[], list[object]], str]] = [
    (lambda: [make.message(1)], "waits"),
    (lambda: [make.review(11, 2)], "at once"),
    (lambda: [make.claim(1)], "at once"),
    (lambda: [make.order(tracking_numbers=("TN1",)), make.parcel(1, "lost")], "at once"),
]


@pytest.mark.parametrize(("story", "expected"), _STORIES)
def test_exceptions_are_what_cannot_wait_for_its_turn(
    story: Callable[[], list[object]], expected: str
) -> None:
    """Bad reviews, claims and parcels in trouble are exceptions at once; a message becomes one when overdue."""
    store = InMemoryDossierStore()
    store.add([make.fact(record) for record in story()], SETTINGS)
    (case,) = store.all_cases("w")
    assert is_exception(case, at(12)) is (expected == "at once")
    assert is_exception(case, LATE)


class EndlessStore(InMemoryDossierStore):
    """An inbox in which nothing matches and that goes on for ever; it counts what is read."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = 0

    def cases(
        self, workspace: str, state: CaseState, *, limit: int, after: str | None = None
    ) -> tuple[Sequence[Case], str | None]:
        self.pages += 1
        return [], f"{int(after or '0') + 1}"


def test_a_filter_that_hardly_anything_passes_reads_a_bounded_number_of_pages() -> None:
    """A page is answered after so many reads even if it is not full; its cursor goes on from there."""
    store = EndlessStore()
    listing = list_cases(store, "w", Filters(state=CaseState.RESOLVED, platform="ebay"), now=LATE)
    assert store.pages == MOST_PAGES
    assert (list(listing.cases), listing.after) == ([], str(MOST_PAGES))
