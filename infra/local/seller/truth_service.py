"""The truth about answering, resolving and satisfaction: counted from the world and from what its people did, without the product.

A case lasts until everything in it has settled, or until somebody closed it. A resolution is credited to whom the product can know:
the German shop's mail program names nobody.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.local.seller.formats.mail import colleague
from infra.local.seller.office import Asked, Closed, closed
from infra.local.seller.periods import Period
from infra.local.seller.shapes import Author, Conversation, World
from infra.local.seller.truth import Hours, Rate, contacts, waiting_times
from infra.local.seller.truth_cases import expected_cases

_OBSERVED = timedelta(days=7)
_SILENCE = timedelta(hours=24)
_CONTENT = 4


@dataclass(frozen=True, slots=True)
class Life:
    """A case from its opening on: every resolution, every reopening, and since when it waits for us to be measured."""

    opened_at: datetime
    began_at: datetime
    resolutions: tuple[datetime, ...]
    reopenings: tuple[datetime, ...]

    def is_open(self, at: datetime) -> bool:
        """Return whether the case is open at a moment."""
        ended = sum(one <= at for one in self.resolutions)
        return self.opened_at <= at and ended <= sum(one <= at for one in self.reopenings)


@dataclass(frozen=True, slots=True)
class ServiceTruth:
    """The figures of a world with all that is known at its end."""

    world: World

    @property
    def known_until(self) -> datetime:
        """What waits for time to pass is known by whole days: at the world's end, which is a midnight, by the next one."""
        return self.world.end + timedelta(days=1)

    def full_resolution(self, period: Period) -> Hours:
        """Measure from the first message, or the opening, to the resolution that a case stands at."""
        return waiting_times(
            (life.began_at, life.resolutions[-1])
            for life in self._lives()
            if len(life.resolutions) > len(life.reopenings) and period.holds(life.resolutions[-1])
        )

    def resolution_rate(self, period: Period) -> Rate:
        """Count the cases that stood resolved seven days after their opening, of all opened in the period."""
        opened = [life for life in self._lives() if period.holds(life.opened_at)]
        return Rate(
            sum(not life.is_open(life.opened_at + _OBSERVED - timedelta(seconds=1)) for life in opened),
            len(opened),
        )

    def backlog(self, at: datetime) -> int:
        """Count the cases that are open at a moment."""
        return sum(life.is_open(at - timedelta(seconds=1)) for life in self._lives())

    def first_contact(self, period: Period) -> Rate:
        """Count conversations closed after a single answered contact, of those closed by a person at least a week ago.

        Who comes back within that week with the same kind of problem was not helped.
        """
        known = [
            one
            for one in closed(self.world)
            if period.holds(one.at) and one.at + _OBSERVED < self.known_until
        ]
        done = [
            one for one in known if len(list(contacts(one.conversation))) == 1 and not self._came_again(one)
        ]
        return Rate(len(done), len(known))

    def satisfied(self, period: Period) -> Rate:
        """Count answers of four or five: the last within seven days of the first, dated by the first."""
        scores = self._scores(period)
        return Rate(sum(score >= _CONTENT for score in scores), len(scores))

    def mean_score(self, period: Period) -> float | None:
        """Return the mean of those answers."""
        scores = self._scores(period)
        return sum(scores) / len(scores) if scores else None

    def survey_response(self, period: Period) -> Rate:
        """Count surveys answered, of those that arrived."""
        arrived = [
            asked
            for _, asked in self._surveys()
            if asked.state == "delivered" and period.holds(asked.sent_at)
        ]
        return Rate(sum(bool(asked.answers) for asked in arrived), len(arrived))

    def replies(self, period: Period) -> Mapping[str | None, int]:
        """Count the answers in conversations by who wrote them."""
        return Counter(
            colleague(spoken, place)
            for spoken in self._conversations()
            for place, words in enumerate(spoken.words)
            if words.author == "agent" and period.holds(words.at)
        )

    def resolved_by(self, period: Period) -> Mapping[str | None, int]:
        """Count what was closed by hand by whom the product knows to have done it."""
        return Counter(one.agent for one in closed(self.world) if period.holds(one.at))

    def accepted(self, period: Period) -> Rate:
        """Count proposals that were taken, of those shown."""
        shown = [one for one in closed(self.world) if period.holds(one.conversation.words[0].at)]
        return Rate(sum(one.accepted for one in shown), len(shown))

    def messages(self, period: Period, author: Author) -> int:
        """Count what customers, or agents, wrote."""
        return sum(
            words.author == author and period.holds(words.at)
            for spoken in self._conversations()
            for words in spoken.words
        )

    def conversations(self, period: Period) -> int:
        """Count conversations by their first message."""
        return sum(period.holds(spoken.words[0].at) for spoken in self._conversations())

    def sessions(self, period: Period) -> Hours:
        """Measure stretches of a conversation without a day of silence, from the customer's first message to the last word."""
        return waiting_times(
            (asked_at, last_at)
            for asked_at, last_at in self._sessions()
            if period.holds(asked_at) and last_at + _SILENCE < self.known_until
        )

    def _came_again(self, one: Closed) -> bool:
        branch = one.conversation.cause.partition(".")[0]
        reviewers = {f"review/{review.id}": review.person.email for review in self.world.reviews}
        return any(
            (case.order.person.email if case.order else reviewers.get(case.dossier)) == one.order.person.email
            and one.at < case.opened_at <= one.at + _OBSERVED
            and case.causes[0].partition(".")[0] == branch
            for case in expected_cases(self.world)
        )

    def _lives(self) -> Iterator[Life]:
        by_hand = {_dossier(one): one for one in closed(self.world)}
        for case in expected_cases(self.world):
            one = by_hand.get(case.dossier)
            resolutions = (*case.resolutions, *([one.at] if one else []))
            # Only what somebody wrote begins before it opens; here both are the same moment.
            yield Life(case.opened_at, case.opened_at, resolutions, tuple(case.reopenings))

    def _surveys(self) -> Iterator[tuple[Closed, Asked]]:
        return ((one, one.survey) for one in closed(self.world) if one.survey)

    def _scores(self, period: Period) -> list[int]:
        found = []
        for _, asked in self._surveys():
            if asked.answers and period.holds(asked.answers[0].at):
                until = asked.answers[0].at + _OBSERVED
                found.append([one.score for one in asked.answers if one.at <= until][-1])
        return found

    def _conversations(self) -> Iterator[Conversation]:
        return (
            order.conversation
            for order in self.world.orders
            if order.conversation and order.conversation.words
        )

    def _sessions(self) -> Iterator[tuple[datetime, datetime]]:
        by_hand = {one.conversation.id: one.at for one in closed(self.world)}
        for spoken in self._conversations():
            people = [words for words in spoken.words if words.author in {"customer", "agent"}]
            cut = by_hand.get(spoken.id)
            session = people[:1]
            for before, words in zip(people, [*people[1:], None], strict=True):
                parted = (
                    words is None
                    or words.at - before.at > _SILENCE
                    or (cut is not None and before.at <= cut < words.at)
                )
                if parted:
                    asked = [one.at for one in session if one.author == "customer"]
                    if len(session) > 1 and asked:
                        yield asked[0], session[-1].at
                    session = []
                if words is not None:
                    session.append(words)


def _dossier(one: Closed) -> str:
    spoken = one.conversation
    return f"{one.order.market.store}/{one.order.id}" if spoken.named else f"thread/{spoken.id}"
