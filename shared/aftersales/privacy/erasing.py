"""Erases one person, or one shop, everywhere: step by step, place by place, to be left at any moment and taken up again.

The second round is for what was under way during the first: an answer being sent, a text being read, a delivery being stored. It
begins when no function that started before the marks can still be running.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from aftersales.customers.forgetting import customer_digest
from aftersales.privacy.finding import find, request_at
from aftersales.privacy.in_archive import erase_in_archive
from aftersales.privacy.in_letters import REASON, erase_in_letters
from aftersales.privacy.in_reports import erase_in_reports
from aftersales.privacy.in_table import erase_in_table
from aftersales.privacy.person import Person
from aftersales.privacy.walking import Places, Stage, mark_of, marks_of
from aftersales.records.action import Action, Verb
from aftersales.records.erasure import Erasure, Step
from aftersales.records.fact import Actor, Fact, Observation, to_fact
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings

SETTLES_AFTER = timedelta(minutes=30)
"""Longer than any function runs, and than its queue hides a message from the next try."""
_ORDER = tuple(Step)
_ROUNDS = 2
_LOOK_AGAIN = timedelta(minutes=5)


class Erasing:
    """One errand on its way; `clock` is asked between pieces of work, none of which begins after `until`."""

    def __init__(
        self,
        places: Places,
        settings: Settings,
        *,
        clock: Callable[[], Instant],
        until: Instant,
        new_salt: Callable[[], str],
    ) -> None:
        """Work for one workspace."""
        self._places = places
        self._settings = settings
        self._clock = clock
        self._until = until
        self._new_salt = new_salt

    def go_on(self, erasure: Erasure) -> Erasure:
        """Take an errand as far as it comes; UnavailableError passes through, and the next call goes on from there."""
        steps: Mapping[Step, Callable[[Erasure], Erasure | None]] = {
            Step.ORDERED: self._begin,
            Step.TABLE: lambda one: self._walk(
                one, erase_in_table(self._places, one, self._person(one), self._settings)
            ),
            Step.LETTERS: lambda one: self._walk(
                one, erase_in_letters(self._places, one, self._person(one), self._clock())
            ),
            Step.REPORTS: lambda one: self._walk(one, erase_in_reports(self._places, one, self._person(one))),
            Step.ARCHIVE: lambda one: self._walk(one, erase_in_archive(self._places, one, self._person(one))),
            Step.LAKE: self._forget_in_lake,
            Step.AGAIN: self._look_again,
        }
        while not erasure.is_done:
            after = steps[erasure.step](erasure)
            if after is None:
                return self._stored(erasure)
            erasure = self._kept(after)
        return erasure

    def _begin(self, erasure: Erasure) -> Erasure | None:
        """Find the person, note whom to look for, and mark what is to stay away from now on."""
        request = request_at(self._places.dossiers, erasure.request, self._settings)
        if request is None:
            return erasure.having(step=Step.DONE, done_at=self._clock())
        person = find(self._places, request, self._settings)
        erasure = erasure.having(erased_at=self._clock(), salt="-")
        names = marks_of(erasure, person.having(homes=frozenset(person.seeds)))
        before = self._places.erasures.marks(erasure.workspace, names)
        # Whoever was erased before keeps the names of then, so that records of both times still belong together.
        salt = next((mark.salt for mark in before.values()), None) or self._new_salt()
        erasure = erasure.having(salt=salt)
        self._note(erasure, person)
        self._places.erasures.keep_marks(
            erasure.workspace, marks_of(erasure, person.having(homes=frozenset(person.seeds)))
        )
        return _next(erasure)

    def _walk(self, erasure: Erasure, stages: Iterator[Stage]) -> Erasure | None:
        for stage in stages:
            if stage.person is not None:
                self._note(erasure, stage.person)
            counted = {place: erasure.found.get(place, 0) + number for place, number in stage.found.items()}
            erasure = self._kept(erasure.having(cursor=stage.cursor, found=erasure.found | counted))
            if self._clock() >= self._until:
                return None
        return _next(erasure)

    def _forget_in_lake(self, erasure: Erasure) -> Erasure | None:
        person = self._person(erasure)
        name = customer_digest(erasure.request)
        store = erasure.store if erasure.form == "erase_shop" else None
        homes = () if store else tuple(sorted(person.homes))
        self._places.lake.forget(erasure.workspace, name, homes, store, mark_of(erasure, person))
        return _next(erasure).having(looked_at=self._clock())

    def _look_again(self, erasure: Erasure) -> Erasure | None:
        """Wait, go round once more, and end when the figures come from a lake that has forgotten."""
        now = self._clock()
        waits = SETTLES_AFTER if erasure.rounds < _ROUNDS else _LOOK_AGAIN
        if erasure.looked_at is not None and now < erasure.looked_at + waits:
            return None
        if erasure.rounds < _ROUNDS:
            return self._second_round(erasure)
        if not self._places.lake.is_told(erasure.workspace, erasure.looked_at or now):
            return None
        self._places.notes.burn(erasure.workspace, erasure.request)
        self._places.dossiers.add([_resolution(erasure, now)], self._settings)
        return erasure.having(step=Step.DONE, done_at=now)

    def _second_round(self, erasure: Erasure) -> Erasure:
        request = request_at(self._places.dossiers, erasure.request, self._settings)
        if request is not None:
            self._note(erasure, find(self._places, request, self._settings, self._person(erasure)))
        return erasure.having(rounds=_ROUNDS, step=Step.TABLE, cursor="")

    def _person(self, erasure: Erasure) -> Person:
        notes = self._places.notes.load(erasure.workspace, erasure.request)
        return Person.model_validate_json(notes) if notes else Person()

    def _note(self, erasure: Erasure, person: Person) -> None:
        self._places.notes.save(erasure.workspace, erasure.request, person.model_dump_json().encode())

    def _kept(self, erasure: Erasure) -> Erasure:
        self._places.erasures.save_erasure(erasure)
        return erasure

    def _stored(self, erasure: Erasure) -> Erasure:
        return self._places.erasures.erasure(erasure.workspace, erasure.request) or erasure


def _next(erasure: Erasure) -> Erasure:
    return erasure.having(step=_ORDER[_ORDER.index(erasure.step) + 1], cursor="")


def _resolution(erasure: Erasure, now: Instant) -> Fact:
    action = Action(
        store=erasure.store,
        key=f"erased/{erasure.request}",
        on=erasure.request,
        verb=Verb.RESOLVED,
        member="system",
        at=now,
        note=REASON,
    )
    observation = Observation(record=action, occurred_at=now, version=now.isoformat(), actor=Actor.SYSTEM)
    return to_fact(
        observation,
        workspace=erasure.workspace,
        connection=erasure.store,
        platform="helloword",
        ingested_at=now,
    )
