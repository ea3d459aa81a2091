"""Random cases of a shop's desk with all that figures ask of them, its surveys, its proposals and what cases cost. One call, one store."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from aftersales.records.action import Discard
from aftersales.records.case import (
    Assignment,
    Case,
    CaseState,
    Contact,
    Cycle,
    Label,
    Outcome,
    Queue,
    Said,
    Trigger,
    Turn,
)
from aftersales.records.cause import Cause
from aftersales.records.cost import Component, Cost
from aftersales.records.fact import Actor, AnyRecord, Fact, Observation, to_fact
from aftersales.records.money import Money
from aftersales.records.recommendation import Recommendation
from aftersales.records.survey import Survey, SurveyAnswer, SurveyState
from tests.metrics.history import at

FIRST = at("2026-10-28")
AGENTS = (None, "kim", "lee")
CAUSES = (None, Cause.QUALITY, Cause.SIZE_TOO_SMALL, Cause.WRONG_ITEM, Cause.QUALITY_DEFECTIVE)
COMPONENTS = (
    Component.GOODS,
    Component.LABOUR,
    Component.PLATFORM_FEE,
    Component.CARRIER_CLAIM,
    Component.RESALE,
)


@dataclass(slots=True)
class _Life:
    """A case while it is made up; `now` only goes forward."""

    now: datetime
    cycles: list[Cycle] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    replies: list[Said] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)


class Desk:
    """Makes up the work of one store."""

    def __init__(self, name: str, chance: Random) -> None:
        self.name, self._chance = name, chance

    def cases(self) -> list[Case]:
        """Return a few cases, some of the same order."""
        found: list[Case] = []
        for order in range(self._chance.randrange(1, 6)):
            at_first = FIRST + self._hours(24 * 32)
            for number in range(1, self._chance.choice((1, 1, 2)) + 1):
                found.append(self._case(f"order:{self.name}/{order}", number, at_first))
                at_first = found[-1].updated_at + self._hours(24 * 12)
        return found

    def facts(self, cases: list[Case]) -> list[Fact]:
        """Return surveys, proposals and costs of these cases."""
        found: list[Fact] = []
        for one in cases:
            if self._happens(0.6):
                found += self._survey(one)
            if self._happens(0.6):
                found.append(self._proposal(one))
            found += [self._cost(one, place) for place in range(self._chance.randrange(3))]
        return found

    def _happens(self, chance: float) -> bool:
        return self._chance.random() < chance

    def _hours(self, most: int) -> timedelta:
        return timedelta(minutes=self._chance.randrange(1, most * 60))

    def _agent(self) -> str | None:
        return self._chance.choice(AGENTS)

    def _case(self, home: str, number: int, opened_at: datetime) -> Case:
        life = _Life(opened_at)
        asks = self._happens(0.8)
        for _ in range(self._chance.choice((1, 1, 2, 3))):
            self._cycle(life, asks=asks)
            if life.cycles[-1].resolved_at is None:
                break
            life.now += self._hours(24 * 10)
        first = life.contacts[0] if life.contacts else None
        answered = first.ended_at if first and first.outcome is Outcome.ANSWERED else None
        guess, labels = self._chance.choice(CAUSES), self._labels(opened_at)
        judged = labels[-1].cause if labels else None
        return Case(
            workspace="demo",
            home=home,
            number=number,
            seen=1,
            state=CaseState.WAITING,
            triggers=(Trigger.MESSAGE,),
            queue=Queue.QUESTIONS,
            priority=2,
            cause=judged or self._chance.choice(CAUSES),
            engine_cause=guess,
            urgency="normal",
            platform="shopify",
            store=self.name,
            title="…",
            customer=self._chance.choice((None, f"{self.name}-ada", f"{self.name}-ben")),
            opened_at=opened_at,
            updated_at=life.now,
            cycles=tuple(life.cycles),
            contacts=tuple(life.contacts),
            replies=tuple(life.replies),
            turns=tuple(life.turns),
            assignments=tuple(life.assignments),
            labels=tuple(labels),
            first_asked_at=first.asked_at if first else None,
            first_answer_at=answered,
            handed_off_at=opened_at + self._hours(2) if first and self._happens(0.3) else None,
            resolved_at=life.cycles[-1].resolved_at,
            discard=Discard.SPAM if self._happens(0.1) else None,
            homes=(home,),
        )

    def _cycle(self, life: _Life, *, asks: bool) -> None:
        opened_at, place = life.now, len(life.cycles) + 1
        if self._happens(0.5):
            life.assignments.append(Assignment(at=opened_at, cycle=place, agent=self._agent()))
        life.turns.append(Turn(at=opened_at, state=CaseState.WAITING))
        for _ in range(self._chance.randrange(1, 4) if asks else 0):
            self._contact(life, place)
        ended = not life.contacts or life.contacts[-1].ended_at is not None
        if self._happens(0.7) and ended:
            life.now += self._hours(40)
            life.turns.append(Turn(at=life.now, state=CaseState.RESOLVED))
            life.cycles.append(Cycle(opened_at=opened_at, resolved_at=life.now, agent=self._agent()))
        else:
            life.cycles.append(Cycle(opened_at=opened_at))

    def _contact(self, life: _Life, cycle: int) -> None:
        if life.contacts and life.contacts[-1].ended_at is None:
            return
        asked = life.now
        again = asked + self._hours(3) if self._happens(0.3) else asked
        robot = asked + self._hours(1) if self._happens(0.3) else None
        outcome = self._chance.choice((Outcome.ANSWERED,) * 4 + (Outcome.WAIVED, Outcome.UNANSWERED, None))
        agent = self._agent()
        life.now = again + self._hours(40)
        ended = life.now if outcome else None
        life.contacts.append(
            Contact(
                cycle=cycle, channel="mail", priority=2, asked_at=asked, last_asked_at=again, messages=1 + (again > asked),
                auto_answered_at=robot, ended_at=ended, outcome=outcome, agent=agent if outcome is Outcome.ANSWERED else None,
            )
        )  # fmt: skip
        if outcome is Outcome.ANSWERED:
            life.replies.append(Said(at=life.now, cycle=cycle, agent=agent, channel="mail"))
        if ended:
            life.turns.append(Turn(at=ended, state=CaseState.ANSWERED))
            life.now += self._hours(30)
            life.turns.append(Turn(at=life.now, state=CaseState.WAITING))

    def _labels(self, opened_at: datetime) -> list[Label]:
        return [
            Label(at=opened_at + timedelta(hours=place + 1), member="kim", cause=self._chance.choice(CAUSES))
            for place in range(self._chance.choice((0, 0, 1, 2)))
        ]

    def _told(self, record: AnyRecord, when: datetime) -> Fact:
        seen = Observation(
            record=record, occurred_at=when, version=when.isoformat(), actor=Actor.AGENT
        )  # fmt: skip
        return to_fact(seen, workspace="demo", connection=self.name, platform="shopify", ingested_at=when)

    def _survey(self, case: Case) -> list[Fact]:
        sent, key = case.updated_at, f"s/{case.id}"
        bounced, told = self._happens(0.2), self._happens(0.7)
        record = Survey(
            store=self.name, key=key, on=case.home, case=case.number, sent_at=sent, agent=self._agent(),
            state=SurveyState.BOUNCED if bounced else SurveyState.DELIVERED if told else SurveyState.SENT,
            delivered_at=sent if told and not bounced else None, bounced_at=sent if bounced else None,
        )  # fmt: skip
        found = [self._told(record, sent)]
        when = sent
        for place in range(0 if bounced else self._chance.choice((0, 1, 1, 2, 3))):
            when += self._hours(24 * 6)
            answer = SurveyAnswer(
                store=self.name, key=f"{key}/{place}", survey=key, on=case.home, score=self._chance.randrange(1, 6), at=when
            )  # fmt: skip
            found.append(self._told(answer, when))
        return found

    def _proposal(self, case: Case) -> Fact:
        outcome: Literal["accepted", "overridden", "shown"] = self._chance.choice(
            ("accepted", "overridden", "shown")
        )
        decided = case.opened_at + self._hours(5) if outcome != "shown" else None
        record = Recommendation(
            store=self.name, key=f"r/{case.id}", on=case.home, case=case.number, form="cause", engine="embedded",
            offered="quality", shown_at=case.opened_at, outcome=outcome, decided_at=decided, member=self._agent(),
        )  # fmt: skip
        return self._told(record, case.opened_at)

    def _cost(self, case: Case, place: int) -> Fact:
        when = case.opened_at + self._hours(90)
        amount = (
            Money(minor=self._chance.randrange(1, 30) * 100, currency="USD") if self._happens(0.8) else None
        )
        record = Cost(
            store=self.name, key=f"c/{case.id}/{place}", order=case.home.rpartition("/")[2],
            component=self._chance.choice(COMPONENTS), incurred_at=when, amount=amount,
        )  # fmt: skip
        return self._told(record, when)
