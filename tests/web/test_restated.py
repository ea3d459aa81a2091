"""What was restated is told in the units of then and of now."""

from aftersales.records.restatement import Restatement, RestatementCause
from aftersales.web.formats import Formats
from aftersales.web.restated import restated
from aftersales.web.translations import catalogue
from aftersales.web.values import Values
from tests.metrics.history import at

FOUND = Restatement(
    metric="first_response",
    period="2026-W45",
    old_numerator=2,
    old_denominator=3,
    new_numerator=2,
    new_denominator=3,
    cause=RestatementCause.REDEFINED,
    at=at("2026-11-20"),
)


def _told(one: Restatement) -> tuple[str, ...]:
    values = Values(Formats("en", "UTC"), catalogue("en"), "EUR")
    (found,) = restated([one], {one.metric}, "UTC", values)
    return found.before, found.beside_before, found.after, found.beside_after, found.cause


def test_of_a_duration_stands_what_moved() -> None:
    """The median is the same: its 90th percentile and its business hours tell why there is a row, and only the one that moved."""
    slower = FOUND.having(old_tail=5.0, new_tail=9.0, old_business=2.0, new_business=2.0)
    assert _told(slower)[:4] == ("2.0 h", "9 of 10 within 5.0 h", "2.0 h", "9 of 10 within 9.0 h")
    free = FOUND.having(old_tail=5.0, new_tail=5.0, new_business=1.5)
    assert _told(free)[:4] == ("2.0 h", "", "2.0 h", "in business hours 1.5 h")


def test_an_amount_is_told_in_the_currency_of_then() -> None:
    """Twelve dollars were no twelve euros; what was restated before the currency was changed stays in dollars, too."""
    cost = FOUND.having(
        metric="cost_per_case.by_resolved",
        old_numerator=24,
        old_denominator=2,
        old_currency="USD",
        new_denominator=2,
    )
    changed = cost.having(new_numerator=22, new_currency="EUR", cause=RestatementCause.CURRENCY)
    assert _told(changed) == ("US$12.00", "", "€11.00", "", "amounts are told in another currency")
    late = cost.having(new_numerator=26, new_currency="USD", cause=RestatementCause.LATE)
    assert _told(late)[::2] == ("US$12.00", "US$13.00", "something arrived late")
