"""Erasing a person or a shop: the mark that keeps words from coming back, and the errand that removes them."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from aftersales.records.record import Instant, Record, WorkspaceId

NAMELESS = "erased-"
"""How names begin that stand for whoever was erased: they tell one person from another, and are shown to nobody."""


class Mark(Record):
    """What was known until `at` under a home, of a customer or of a store is forgotten, whenever it is delivered again.

    `salt` makes the names that stand for customers from then on; `customers` are hashes of the keys that are renamed, None means
    all of them.
    """

    at: Instant
    salt: str
    customers: tuple[str, ...] | None = None


class Step(StrEnum):
    """How far an erasure is, in order: each step may be repeated, and none begins before the one ahead of it is over."""

    ORDERED = "ordered"
    TABLE = "table"
    LETTERS = "letters"
    REPORTS = "reports"
    ARCHIVE = "archive"
    LAKE = "lake"
    AGAIN = "again"
    DONE = "done"


PIECES = 13
"""An erasure's beginning, and twice the five places with a wait."""


class Erasure(Record):
    """One request's errand; it names nobody, so that it stays as the receipt.

    `request` is the home of the privacy request, `member` who ordered it ('system': the deadline did). `erased_at` is the moment up
    to which everything is forgotten. `cursor` is how far the step has come; `found` counts what was erased, by place.
    `rounds` counts the walks through all places: the second one catches what was under way during the first.
    """

    workspace: WorkspaceId
    request: str
    form: Literal["erase_customer", "erase_shop"]
    store: str
    member: str
    ordered_at: Instant
    due_at: Instant
    step: Step = Step.ORDERED
    cursor: str = ""
    erased_at: Instant | None = None
    salt: str = ""
    rounds: int = 1
    looked_at: Instant | None = None
    found: dict[str, int] = Field(default_factory=dict)
    done_at: Instant | None = None

    @property
    def place(self) -> int:
        """Which piece of work of PIECES it is at, counted from 1."""
        steps = tuple(Step)
        return (
            steps.index(self.step)
            + 1
            + (self.rounds - 1) * (steps.index(Step.AGAIN) - steps.index(Step.TABLE) + 1)
        )

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.step is Step.DONE
