from collections import Counter

from aftersales.records.fact import Fact
from infra.local.seller.office import closed
from infra.local.seller.periods import week
from infra.local.seller.reading import cases_of
from infra.local.seller.shapes import World
from infra.local.seller.truth_cases import ExpectedCase, expected_cases, opened


def _home(dossier: str) -> str:
    """Return how the product calls a dossier, as far as the platforms' ids tell."""
    kind = dossier.split("/", 1)[0]
    return kind if kind in {"thread", "review", "privacy"} else f"order:{dossier}"


def _plain(home: str) -> str:
    kind = home.split(":", 1)[0]
    return home if kind == "order" else kind


def test_the_product_opens_exactly_the_expected_cases(world: World, facts: dict[str, Fact]) -> None:
    """Same dossiers, same moments of opening, same kinds of matters, no case more and none less."""
    expected = Counter(
        (_home(case.dossier), case.opened_at, frozenset(case.kinds)) for case in expected_cases(world)
    )
    found = Counter(
        (_plain(case.home), case.opened_at, frozenset(trigger.value for trigger in case.triggers))
        for case in cases_of(facts.values())
    )
    assert found == expected


def test_cases_settle_where_everything_in_them_has_settled(world: World, facts: dict[str, Fact]) -> None:
    """As many cases are resolved by themselves as the truth says."""
    resolved = sum(case.resolved_at is not None for case in cases_of(facts.values()))
    assert resolved == sum(case.is_resolved for case in expected_cases(world))


def test_what_the_office_closed_is_resolved(
    world: World, facts: dict[str, Fact], all_facts: dict[str, Fact]
) -> None:
    """Each conversation closed by hand resolves its case at that moment, and opens, closes or moves no other."""
    before = {case.id: case.resolved_at for case in cases_of(facts.values())}
    after = {case.id: case.resolved_at for case in cases_of(all_facts.values())}
    changed = sorted(str(after[name]) for name in after if after[name] != before[name])
    assert after.keys() == before.keys()
    assert changed == sorted(str(one.at) for one in closed(world))


def test_causes_are_counted_by_week(world: World) -> None:
    """The cases of a week, by the branch of their true cause, add up to the cases opened in it."""
    period = week("2026-W43")
    cases: list[ExpectedCase] = [case for case in expected_cases(world) if period.holds(case.opened_at)]
    assert sum(opened(world, period).values()) == len(cases)
