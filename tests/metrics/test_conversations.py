"""The figures of service against a fold in plain Python, over random histories of conversations."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import named
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from tests.lake.in_memory import lake_of
from tests.metrics.golden.telling import cases_of
from tests.metrics.history import SETTINGS, acted, at, message, read_as, shuffled_twice

MONTH = named("2026-11", "Asia/Shanghai")
START = at("2026-10-30")
AS_OF = at("2027-03-01")
WINDOW, OBSERVED = timedelta(days=14), timedelta(days=7)

Step = tuple[int, str, str]
"""Hours since START, thread, and what happens."""

THREADS = tuple(f"t{number}" for number in range(8))
ACTS = (
    "ask", "ask", "answer", "answer", "answer", "resolve", "resolve", "resolve", "thank", "robot", "reopen", "waive",
)  # fmt: skip
GAPS = (1, 5, 20, 60, 130, 167, 169, 335, 337)
"""Hours from one step to the next: around the limits of 7 and 14 days too."""


def history(chance: Random) -> list[Step]:
    """Some conversations, each begun by its customer."""
    steps: list[Step] = []
    for thread in THREADS[: chance.randrange(1, len(THREADS) + 1)]:
        hours = chance.randrange(9 * 24)
        steps.append((hours, thread, "ask"))
        for _ in range(chance.randrange(9)):
            hours += chance.choice(GAPS)
            steps.append((hours, thread, chance.choice(ACTS)))
    return steps


STEPS = st.integers(0, 2**32).map(lambda seed: history(Random(seed)))


def fact_of(step: Step) -> list[Fact]:
    """The facts that state a step."""
    hours, thread, what = step
    when, key = f"{START + timedelta(hours=hours):%Y-%m-%dT%H:%M}", f"{thread}-{hours}"
    authors = {
        "ask": Author.CUSTOMER,
        "thank": Author.CUSTOMER,
        "answer": Author.AGENT,
        "robot": Author.MACHINE,
    }
    if what in authors:
        wrote = message(key, when, authors[what], thread=thread, customer="x")
        signals = ("thanks",) if what == "thank" else ()
        return [wrote, read_as(wrote, *signals, cause=Cause.QUALITY)]
    verbs = {"resolve": "resolved", "reopen": "reopened", "waive": "waived"}
    return [acted(verbs[what], when, on=f"thread:shop/{thread}", key=key)]


@dataclass
class Problem:
    """A case, as one would keep it on paper."""

    opened: datetime
    cycles: list[list[datetime | None]]
    waits: list[tuple[datetime, int]] = field(default_factory=list)
    ended: list[tuple[datetime, str, int]] = field(default_factory=list)
    waiting: bool = False

    @property
    def resolved(self) -> datetime | None:
        return self.cycles[-1][1]

    @property
    def contacts(self) -> list[tuple[datetime, datetime, str, int]]:
        """Asked, ended, how, and in which cycle it ended; the open one is left out."""
        return [
            (asked, ended, how, cycle) for (asked, _), (ended, how, cycle) in zip(self.waits, self.ended, strict=False)
        ]  # fmt: skip

    def end(self, when: datetime, how: str) -> None:
        """The open contact ends."""
        if self.waiting:
            self.ended.append((when, how, len(self.cycles)))
            self.waiting = False


def on_paper(steps: list[Step]) -> list[Problem]:
    """Fold the steps by the rules, one conversation after the other."""
    found: list[Problem] = []
    for thread in THREADS:
        mine: list[Problem] = []
        for hours, _, what in sorted(step for step in steps if step[1] == thread):
            when = START + timedelta(hours=hours)
            if what in {"ask", "thank"}:
                _written(mine, when, what)
            elif mine:
                _done(mine[-1], when, what)
        found += mine
    return found


def _written(mine: list[Problem], when: datetime, what: str) -> None:
    last = mine[-1] if mine else None
    if last and what == "thank" and not last.waiting:
        return
    if last is None or (last.resolved and when - last.resolved > WINDOW):
        last = Problem(when, [[when, None]])
        mine.append(last)
    elif last.resolved:
        last.cycles.append([when, None])
    if not last.waiting:
        last.waits.append((when, len(last.cycles)))
        last.waiting = True


def _done(last: Problem, when: datetime, what: str) -> None:
    if what in {"answer", "waive"}:
        last.end(when, "answered" if what == "answer" else "waived")
    elif what == "resolve" and not last.resolved:
        last.cycles[-1][1] = when
        last.end(when, "unanswered")
    elif what == "reopen" and last.resolved:
        last.cycles.append([when, None])


def inside(when: datetime | None) -> bool:
    """Whether it lies in the month."""
    return when is not None and MONTH.start <= when < MONTH.end


def hours_between(start: datetime, end: datetime) -> float:
    """Hours by the clock."""
    return (end - start).total_seconds() / 3600


def expected(problems: list[Problem]) -> dict[str, object]:
    """The month's figures, counted by hand."""
    contacts = [(one, *contact) for one in problems for contact in one.contacts]
    firsts = [(one, one.cycles[0][0], one.cycles[0][1]) for one in problems]
    over = [(one, end) for one, _, end in firsts if inside(end) and end is not None]

    def came_again(one: Problem, end: datetime) -> bool:
        reopened = one.cycles[1][0] if len(one.cycles) > 1 else None
        elsewhere = any(other is not one and end < other.opened <= end + OBSERVED for other in problems)
        return elsewhere or (reopened is not None and reopened <= end + OBSERVED)

    def answers(one: Problem) -> int:
        return sum(how == "answered" and asked_in == 1 for (_, asked_in), (_, how, _) in zip(one.waits, one.ended, strict=False))  # fmt: skip

    answered_over = [(one, end) for one, end in over if answers(one)]
    once = [
        one for one, end in answered_over if answers(one) == 1 and len(one.cycles) == 1 and not came_again(one, end)
    ]  # fmt: skip
    begun = [one for one in problems if inside(one.opened)]

    def stood_resolved(one: Problem) -> bool:
        limit = one.opened + OBSERVED
        known = [end for start, end in one.cycles if start is not None and start < limit][-1]
        return known is not None and known < limit

    return {
        "first_response": sorted(
            hours_between(one.contacts[0][0], one.contacts[0][1])
            for one in problems
            if one.contacts and one.contacts[0][2] == "answered" and inside(one.contacts[0][1])
        ),
        "response": sorted(
            hours_between(asked, end) for _, asked, end, how, _ in contacts if how == "answered" and inside(end)
        ),
        "full_resolution": sorted(
            hours_between(one.opened, one.resolved) for one in problems if one.resolved and inside(one.resolved)
        ),
        "awaiting": sum(
            bool(one.waits) and one.waits[0][0] < MONTH.end and (not one.ended or one.ended[0][0] >= MONTH.end)
            for one in problems
        ),
        "backlog": sum(
            start is not None and start < MONTH.end and (end is None or end >= MONTH.end)
            for one in problems
            for start, end in one.cycles
        ),
        "unanswered_at_resolve": (
            sum(how == "unanswered" and inside(end) for _, _, end, how, _ in contacts),
            sum(how != "waived" and inside(end) for _, _, end, how, _ in contacts),
        ),
        "fcr.by_resolved": (len(once), len(answered_over)),
        "repeat_contact.by_resolved": (sum(came_again(one, end) for one, end in over), len(over)),
        "resolution_rate.by_opened": (sum(stood_resolved(one) for one in begun), len(begun)),
        "clearance": (
            sum(inside(end) for one in problems for _, end in one.cycles),
            sum(inside(start) for one in problems for start, _ in one.cycles),
        ),
    }  # fmt: skip


DURATIONS = ("first_response", "response", "full_resolution")
COUNTS = ("awaiting", "backlog")


def asked_of_the_lake(facts: list[Fact]) -> dict[str, object]:
    """The same figures from the SQL."""
    with TemporaryDirectory() as folder:
        lake = lake_of(Path(folder), shuffled_twice(facts), cases_of(shuffled_twice(facts)))
        asked = Evaluator(lake=lake, settings=SETTINGS, as_of=AS_OF, draw=Random(1).randrange)
        found: dict[str, object] = {name: asked.durations(name, MONTH) for name in DURATIONS}
        rest = [name for name in expected([]) if name not in DURATIONS]
        for name, figure in zip(rest, asked.figures([(name, None) for name in rest], MONTH), strict=True):
            found[name] = figure.value if name in COUNTS else (figure.numerator, figure.denominator)
        return found


@given(STEPS)
@settings(max_examples=8)
def test_figures_equal_a_fold_on_paper(steps: list[Step]) -> None:
    """Whatever is asked, answered, resolved and reopened, in whatever order it arrives, and twice: the same figures."""
    facts = [one for step in steps for one in fact_of(step)]
    assert asked_of_the_lake(facts) == expected(on_paper(steps))
