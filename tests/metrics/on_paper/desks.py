"""The figures of a desk's cases, folded in plain Python by the words of the metrics."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from aftersales.metrics.period import Period
from aftersales.records.case import Case, CaseState, Contact, Cycle, Outcome
from aftersales.records.fact import Fact

R = TypeVar("R")
Pair = tuple[float, float]
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_BACK = {"carrier_claim", "reimbursement", "resale"}
_CONTENT = 4


@dataclass(frozen=True)
class Work:
    """One store's cases and facts, asked for a period with all that was ever told."""

    told: Sequence[Case]
    facts: Sequence[Fact]
    period: Period

    @property
    def cases(self) -> list[Case]:
        """Cases that count."""
        return [one for one in self.told if one.discard is None]

    def holds(self, at: datetime | None) -> bool:
        """Whether a moment lies in the period."""
        return at is not None and self.period.start <= at < self.period.end

    def lasts(self, since: datetime, until: datetime | None) -> bool:
        """Whether something lasts at the period's end."""
        return since < self.period.end and (until is None or until >= self.period.end)

    def records(self, kind: type[R]) -> list[R]:
        """All records of a kind; each was told once."""
        return [one.record for one in self.facts if isinstance(one.record, kind)]

    def cycles(self) -> Iterator[tuple[Case, Cycle, datetime | None]]:
        """Each cycle with when the next one began."""
        for case in self.cases:
            following = [one.opened_at for one in case.cycles[1:]]
            yield from (
                (case, one, again) for one, again in zip(case.cycles, [*following, None], strict=True)
            )

    def contacts(self) -> Iterator[tuple[int, Contact]]:
        """Each contact with its place in its case."""
        for case in self.cases:
            yield from enumerate(case.contacts)

    def case_of(self, on: str, number: int) -> Case | None:
        """The case that something is about, if it counts."""
        return next((one for one in self.cases if (one.home, one.number) == (on, number)), None)


def hours(since: datetime, until: datetime) -> float:
    """The hours between two moments."""
    return (until - since).total_seconds() / 3600


def human_response(work: Work) -> list[float]:
    """From the hand-off, or the first message, to the first answer."""
    found = []
    for case in work.cases:
        asked, answered, handed = case.first_asked_at, case.first_answer_at, case.handed_off_at
        if asked and answered and work.holds(answered):
            found.append(hours(handed if handed and asked < handed <= answered else asked, answered))
    return sorted(found)


def first_resolution(work: Work) -> list[float]:
    """To the first resolution."""
    firsts = [(case, case.cycles[0].resolved_at) for case in work.cases]
    return sorted(
        hours(case.first_asked_at or case.opened_at, end) for case, end in firsts if end and work.holds(end)
    )


def active_resolution(work: Work) -> list[float]:
    """How long it was our turn."""
    found = []
    for case in work.cases:
        if work.holds(case.resolved_at):
            ends = [one.at for one in case.turns[1:]]
            spans = zip(case.turns, ends, strict=False)
            found.append(sum(hours(turn.at, end) for turn, end in spans if turn.state is CaseState.WAITING))
    return sorted(found)


def _kept(work: Work) -> Iterator[tuple[str, bool, datetime]]:
    for place, one in work.contacts():
        due = one.asked_at + _DAY
        name = "next_response" if place else "first_response"
        if one.ended_at and one.ended_at <= due:
            if one.outcome is not Outcome.UNANSWERED:
                yield name, True, one.ended_at
        else:
            yield name, False, due


def attained(work: Work) -> Pair:
    """First answers in time."""
    found = [kept for name, kept, at in _kept(work) if name == "first_response" and work.holds(at)]
    return sum(found), len(found)


def promises(work: Work) -> Pair:
    """All answers in time."""
    found = [kept for _, kept, at in _kept(work) if work.holds(at)]
    return sum(found), len(found)


def overdue(work: Work) -> Pair:
    """Contacts past their deadline."""
    late = [(one.asked_at + _DAY, one.ended_at) for _, one in work.contacts()]
    return sum(work.lasts(due, end) for due, end in late if end is None or end > due), 0


def due_soon(work: Work) -> Pair:
    """Contacts due within four hours."""
    found = 0
    for _, one in work.contacts():
        due = one.asked_at + _DAY
        until = min(one.ended_at or due, due)
        found += due - timedelta(hours=4) < until and work.lasts(due - timedelta(hours=4), until)
    return found, 0


def unanswered(work: Work) -> Pair:
    """Contacts closed without a reply."""
    found = [
        one.outcome
        for _, one in work.contacts()
        if work.holds(one.ended_at) and one.outcome is not Outcome.WAIVED
    ]
    return found.count(Outcome.UNANSWERED), len(found)


def deflected(work: Work) -> Pair:
    """Cases that a machine was enough for."""
    found = []
    for case in work.cases:
        firsts = [one.auto_answered_at for one in case.contacts if one.auto_answered_at]
        if firsts and work.holds(min(firsts)):
            until = min(firsts) + _WEEK
            asked = [at for one in case.contacts for at in (one.asked_at, one.last_asked_at)]
            again = any(min(firsts) < at <= until for at in asked)
            found.append(not again and not any(one.at <= until for one in case.replies))
    return sum(found), len(found)


def contacts_per_case(work: Work) -> Pair:
    """Contacts until the last resolution."""
    found = [len(one.contacts) for one in work.cases if one.contacts and work.holds(one.resolved_at)]
    return sum(found), len(found)


def cleared(work: Work) -> Pair:
    """Resolutions, of openings."""
    every = [one for _, one, _ in work.cycles()]
    return sum(work.holds(one.resolved_at) for one in every), sum(work.holds(one.opened_at) for one in every)


def causes(work: Work) -> Counter[str]:
    """Cases by the branch of their cause."""
    found = [one.cause for one in work.cases if work.holds(one.opened_at)]
    return Counter(one.branch.value for one in found if one)


def ages(work: Work) -> Counter[str]:
    """Open cases by their age at the period's end."""
    found: Counter[str] = Counter()
    for case, cycle, _ in work.cycles():
        if work.lasts(cycle.opened_at, cycle.resolved_at):
            days = (work.period.end - case.opened_at) / _DAY
            found["0-1" if days <= 1 else "1-3" if days <= 3 else "3-7" if days <= 7 else "7+"] += 1
    return found
