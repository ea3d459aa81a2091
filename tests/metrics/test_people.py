"""People and machines: credit, completion, proposals, deflection, labels."""

from typing import Literal

from aftersales.metrics.figure import Filters
from aftersales.metrics.period import named
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.recommendation import Recommendation
from tests.metrics.golden.telling import WEEK, Teller
from tests.metrics.history import acted, at, fact, message, read_as

BUYER, AGENT, ROBOT = Author.CUSTOMER, Author.AGENT, Author.MACHINE
LEE, KIM = "lee@example.com", "kim@example.com"
NOVEMBER = named("2026-11", "Asia/Shanghai")


def worked(thread: str, *, replier: str, resolver: str, owner: str) -> list[Fact]:
    """A case of Monday, given to `owner` at once, answered after an hour, resolved after two."""
    on = f"thread:shop/{thread}"
    return [
        message(f"q{thread}", "2026-11-02T08:00", BUYER, thread=thread),
        acted("assigned", "2026-11-02T08:10", on=on, key=f"o{thread}", owner=owner),
        message(f"a{thread}", "2026-11-02T09:00", AGENT, thread=thread, member=replier),
        acted("resolved", "2026-11-02T10:00", on=on, key=f"r{thread}", member=resolver),
    ]


def test_each_gets_the_credit_for_their_own(tell: Teller) -> None:
    """Lee answers two and resolves one, kim resolves the other; silence credits who answered last."""
    facts = [
        *worked("t1", replier=LEE, resolver=LEE, owner=LEE),
        *worked("t2", replier=LEE, resolver=KIM, owner=LEE),
        *worked("t3", replier=KIM, resolver="system", owner=KIM),
    ]
    told = tell.told(facts)

    def of(name: str, agent: str) -> float | None:
        return told.figure(name, WEEK, Filters(agent=agent)).value

    assert (of("agent_replies", LEE), of("agent_replies", KIM)) == (2, 1)
    assert (of("agent_cases", LEE), of("agent_cases", KIM)) == (2, 1)
    assert (of("agent_resolved", LEE), of("agent_resolved", KIM)) == (1, 2)
    # Due a week after opening, on the 9th: lee resolved one of two, kim his only one.
    assert told.figure("agent_completion_rate", NOVEMBER, Filters(agent=LEE)).value == 0.5
    assert told.figure("agent_completion_rate", NOVEMBER, Filters(agent=KIM)).value == 1
    assert [part.key for part in told.split("response", WEEK, by="agent")] == [LEE, KIM]


def test_a_reassigned_case_is_due_to_the_last_one(tell: Teller) -> None:
    """Given to lee, then to kim, resolved by kim: it is nobody else's."""
    facts = [
        *worked("t1", replier=KIM, resolver=KIM, owner=LEE),
        acted("assigned", "2026-11-02T08:30", key="again", owner=KIM),
    ]
    told = tell.told(facts)
    assert told.figure("agent_completion_rate", NOVEMBER, Filters(agent=KIM)).value == 1
    assert told.figure("agent_completion_rate", NOVEMBER, Filters(agent=LEE)).value is None


def test_what_nobody_decides_is_not_accepted(tell: Teller) -> None:
    """Three proposals shown: one taken, one overridden, one left alone → 1 of 3, on the platform of the case."""
    outcomes: tuple[Literal["accepted", "overridden", "shown"], ...] = ("accepted", "overridden", "shown")
    facts = [message("1", "2026-11-03T08:00", BUYER)]
    facts += [
        fact(
            Recommendation(
                store="shop",
                key=outcome,
                on="thread:shop/t1",
                case=1,
                form="cause",
                engine="embedded",
                offered="quality",
                shown_at=at("2026-11-03T08:01"),
                outcome=outcome,
                decided_at=None if outcome == "shown" else at("2026-11-03T09:00"),
                member=LEE,
            ),
            "2026-11-03T08:01",
        )
        for outcome in outcomes
    ]
    assert tell.sums("recommendation_acceptance", *facts) == (1, 3)
    told = tell.told(
        [one.having(platform="helloword") if one.platform == "shopify" else one for one in facts]
    )
    assert [one.key for one in told.split("recommendation_acceptance", WEEK, by="platform")] == ["mail"]
    assert tell.sums(
        "recommendation_acceptance", *facts, acted("discarded", "2026-11-04", discard="test")
    ) == (0, 0)


def test_a_customer_is_deflected_when_no_person_was_needed(tell: Teller) -> None:
    """Four cases answered by a rule: nothing follows; the customer insists; a person replies; both only after a week → 2 of 4."""

    def automatic(thread: str) -> list[Fact]:
        return [
            message(f"q{thread}", "2026-11-02T08:00", BUYER, thread=thread),
            message(f"m{thread}", "2026-11-02T08:01", ROBOT, thread=thread, automation="rule"),
        ]

    facts = [
        *automatic("t1"),
        *automatic("t2"),
        message("q2", "2026-11-03T08:00", BUYER, thread="t2"),
        *automatic("t3"),
        message("a3", "2026-11-03T08:00", AGENT, thread="t3"),
        *automatic("t4"),
        message("q4", "2026-11-12T08:00", BUYER, thread="t4"),
        message("a4", "2026-11-12T09:00", AGENT, thread="t4"),
    ]
    assert tell.sums("deflection", *facts) == (2, 4)
    assert tell.sums("deflection", *facts, as_of="2026-11-08T08:00") == (0, 0)


def test_people_mend_the_engines_labels(tell: Teller) -> None:
    """The engine labels three; a person confirms one, changes one, and takes a third change back → 1 of 3 overridden, 1 of 2 right."""
    wrote = [message(key, "2026-11-03T08:00", BUYER, thread=key) for key in ("a", "b", "c")]
    facts = [
        *wrote,
        *(read_as(one, cause=Cause.QUALITY_PILLING) for one in wrote),
        acted("relabelled", "2026-11-03T09:00", on="thread:shop/a", key="1", cause=Cause.QUALITY_PILLING),
        acted("relabelled", "2026-11-03T09:00", on="thread:shop/b", key="2", cause=Cause.SIZE_TOO_SMALL),
        acted("relabelled", "2026-11-03T09:00", on="thread:shop/c", key="3", cause=Cause.SIZE_TOO_SMALL),
        acted("relabelled", "2026-11-03T09:30", on="thread:shop/c", key="4", cause=None),
    ]
    assert tell.sums("label_override_rate", *facts) == (1, 3)
    assert tell.sums("label_precision", *facts) == (1, 2)
    (quality,) = tell.told(facts).split("label_precision", WEEK)
    assert (quality.key, quality.value) == ("quality", 0.5)
