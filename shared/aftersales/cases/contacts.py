"""Who waits for whom: the contacts of a case, what was said in them, and whose turn it was when."""

from dataclasses import dataclass, field
from typing import Literal

from aftersales.records.case import Assignment, CaseState, Contact, Label, Outcome, Said, Turn
from aftersales.records.record import Instant


@dataclass(slots=True)
class Diary:
    """What figures ask of a case's conversation. At most one contact is open at a time."""

    contacts: list[Contact] = field(default_factory=list)
    replies: list[Said] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    _is_open: bool = False

    def ask(self, at: Instant, *, cycle: int, channel: str, priority: Literal[1, 2, 3, 4]) -> None:
        """A customer writes: a new contact, or one message more of the open one, whose clock runs on."""
        if self._is_open:
            self._change(last_asked_at=at, messages=self.contacts[-1].messages + 1)
        else:
            self.contacts.append(
                Contact(cycle=cycle, channel=channel, priority=priority, asked_at=at, last_asked_at=at)
            )
            self._is_open = True

    def auto_answer(self, at: Instant) -> None:
        """One of our machines writes: noted, and nothing ends by it."""
        if self._is_open and self.contacts[-1].auto_answered_at is None:
            self._change(auto_answered_at=at)

    def reply(self, at: Instant, *, cycle: int, agent: str | None, channel: str | None) -> None:
        """A person replies, which ends the open contact."""
        self.replies.append(Said(at=at, cycle=cycle, agent=agent, channel=channel))
        self.close(at, Outcome.ANSWERED, agent)

    def close(self, at: Instant, outcome: Outcome, agent: str | None = None) -> None:
        """The open contact, if there is one, ends."""
        if self._is_open:
            self._change(ended_at=at, outcome=outcome, agent=agent)
            self._is_open = False

    def turn(self, at: Instant, state: CaseState) -> None:
        """The case is in a state; only changes are noted."""
        if not self.turns or self.turns[-1].state is not state:
            self.turns.append(Turn(at=at, state=state))

    def assign(self, at: Instant, *, cycle: int, agent: str | None) -> None:
        """The case is given to somebody."""
        self.assignments.append(Assignment(at=at, cycle=cycle, agent=agent))

    @property
    def open_contact(self) -> Contact | None:
        """The contact that nobody has answered yet."""
        return self.contacts[-1] if self._is_open else None

    @property
    def first_answered_at(self) -> Instant | None:
        """When the first contact got its reply, if it did."""
        first = self.contacts[0] if self.contacts else None
        return first.ended_at if first and first.outcome is Outcome.ANSWERED else None

    def last_agent(self, cycle: int) -> str | None:
        """Return who replied last in a cycle."""
        return next(
            (said.agent for said in reversed(self.replies) if said.cycle == cycle and said.agent), None
        )

    def written(self) -> dict[str, object]:
        """Return the fields of a `Case` that this diary holds."""
        return {
            "contacts": tuple(self.contacts),
            "replies": tuple(self.replies),
            "turns": tuple(self.turns),
            "assignments": tuple(self.assignments),
            "labels": tuple(self.labels),
        }

    def _change(self, **changes: object) -> None:
        self.contacts[-1] = self.contacts[-1].model_copy(update=changes)
