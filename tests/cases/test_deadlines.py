"""A case is due by what was promised when its customer wrote, and never later than the platform demands."""

from datetime import UTC, date, datetime

import pytest

from aftersales.cases.dossier import Dossier
from aftersales.records.calendar import Calendar, weekly
from aftersales.records.case import Case
from aftersales.records.record import Instant
from aftersales.records.target import Clock, Promise, ServiceTarget
from tests.cases.building import SETTINGS, START, STORE, action, at, claim, fact, message, order
from tests.cases.in_memory import InMemoryDossierStore

OFFICE = Calendar(since=date(2026, 1, 1), zone="UTC", shifts=weekly("12345", "09:00", "18:00"))
FIRST = ServiceTarget(since=at(-100), promise=Promise.FIRST_RESPONSE, hours=9, clock=Clock.BUSINESS)
NEXT = FIRST.having(promise=Promise.NEXT_RESPONSE, hours=2, clock=Clock.MARKETPLACE)
EASY = FIRST.having(hours=72, clock=Clock.MARKETPLACE)


def told(*records: object, targets: tuple[ServiceTarget, ...], platform: str = "shopify") -> Dossier:
    """Fold records of a workspace with these targets."""
    settings = SETTINGS.having(calendars=(OFFICE,), targets=targets)
    store = InMemoryDossierStore()
    store.add([fact(record).having(platform=platform) for record in records], settings)
    return store.dossier("w", f"order:{STORE}/900", settings)


def due(*records: object, targets: tuple[ServiceTarget, ...], platform: str = "shopify") -> Instant | None:
    """Return the deadline of the one case that they make."""
    (case,) = told(*records, targets=targets, platform=platform).cases
    assert isinstance(case, Case)
    return case.due_at


def test_a_first_answer_is_due_by_the_target_on_its_clock() -> None:
    """Nine working hours from Friday 15:00 end on Monday at 15:00, though the plain setting says 24 hours."""
    friday = 4 * 24 + 6
    assert at(friday) == datetime(2026, 3, 6, 15, tzinfo=UTC)
    assert due(order(), message(friday), targets=(FIRST,)) == datetime(2026, 3, 9, 15, tzinfo=UTC)


def test_a_later_answer_is_due_by_the_target_for_later_answers() -> None:
    """The customer's second question has the promise for later answers; a second message of one question changes nothing."""
    story = (order(), message(1), message(2, "agent"), message(5), message(6))
    assert due(*story, targets=(FIRST, NEXT)) == at(7)


@pytest.mark.parametrize(
    ("narrowed", "hours"),
    [
        ({"channel": "mail"}, 3),
        ({"platform": "shopify"}, 3),
        ({"market": "US"}, 3),
        ({"channel": "chat"}, 24),
    ],
)
def test_the_narrowest_target_that_fits_counts(narrowed: dict[str, str], hours: int) -> None:
    """A target holds for the platform, channel and market that it names; elsewhere the plain setting does."""
    target = NEXT.having(promise=Promise.FIRST_RESPONSE, hours=3, **narrowed)
    assert due(order(), message(1), targets=(target,)) == at(1 + hours)


def test_a_target_binds_nothing_that_was_asked_before_it() -> None:
    """A new target rewrites no past, and a calendar that is not in force yet leaves the plain setting."""
    later = NEXT.having(promise=Promise.FIRST_RESPONSE, since=at(2))
    assert due(order(), message(1), targets=(later,)) == at(25)
    assert START.date() > OFFICE.since
    early = FIRST.having(since=datetime(2025, 1, 1, tzinfo=UTC))
    asked = datetime(2025, 12, 30, 12, tzinfo=UTC)
    hours = (asked - START).total_seconds() / 3600
    assert due(order(hours), message(hours), targets=(early,)) == at(hours + 24)


def test_a_platform_waits_no_longer_than_its_rule() -> None:
    """Amazon wants an answer within a day, weekends included: an easier target does not move that, a stricter one does."""
    assert due(order(), message(1), targets=(EASY,)) == at(73)
    assert due(order(), message(1), targets=(EASY,), platform="amazon") == at(25)
    strict = EASY.having(hours=2)
    assert due(order(), message(1), targets=(strict,), platform="amazon") == at(3)


def test_the_earliest_deadline_counts_and_an_answer_ends_only_its_own() -> None:
    """A claim's deadline stays when the customer was answered or needs no answer."""
    assert due(order(), claim(0), message(1), targets=(NEXT, EASY)) == at(73)
    assert due(order(), claim(0), message(1), message(2, "agent"), targets=(EASY,)) == at(100)
    assert due(order(), claim(0), message(1), action(2, "waived"), targets=(EASY,)) == at(100)
