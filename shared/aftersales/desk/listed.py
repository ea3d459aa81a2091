"""Settings that are lists of things, each with a name of its own: how one is put among the others, and taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Settings

One = TypeVar("One")


# Without slots: a generic alias sets an attribute of its own on what it makes.
@dataclass(frozen=True, kw_only=True)
class Listed(Generic[One]):
    """The list in `field`, kept in order; `kind` is what one of it is called in reasons of refusal."""

    field: str
    kind: str
    most: int
    name_of: Callable[[One], str]
    order: Callable[[One], Any]

    def put(self, settings: Settings, one: One, instead_of: str = "") -> Settings:
        """Put one among the others, in place of `instead_of` and of one of the same name.

        RejectedError `too_many_<kind>s`, or `unknown_<kind>` where that one is gone.
        """
        others = self._of(self.take(settings, instead_of) if instead_of else settings)
        kept = [other for other in others if self.name_of(other) != self.name_of(one)]
        if len(kept) >= self.most:
            raise RejectedError(f"too_many_{self.kind}s")
        return settings.having(**{self.field: tuple(sorted([*kept, one], key=self.order))})

    def take(self, settings: Settings, name: str) -> Settings:
        """Take one out; RejectedError `unknown_<kind>`."""
        kept = tuple(one for one in self._of(settings) if self.name_of(one) != name)
        if len(kept) == len(self._of(settings)):
            raise RejectedError(f"unknown_{self.kind}")
        return settings.having(**{self.field: kept})

    def chosen(self, settings: Settings, name: str | None) -> One | None:
        """Return the one of a name."""
        return next((one for one in self._of(settings) if self.name_of(one) == name), None)

    def _of(self, settings: Settings) -> tuple[One, ...]:
        listed: tuple[One, ...] = getattr(settings, self.field)
        return listed
