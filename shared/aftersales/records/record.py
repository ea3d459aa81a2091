"""The root of every shape: immutable, strict about unknown fields, cheap to import."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints


def _to_utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""An aware moment, always held in UTC so that equal moments have equal bytes."""


WorkspaceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
"""A seller organisation's id: it leads every key, so it holds nothing that separates the parts of one."""


class Record(BaseModel):
    """A frozen value; two records with equal fields are equal and serialise to the same JSON."""

    # defer_build: a function pays only for the shapes it really uses. hide_input_in_errors: an error may end in a log.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)

    def having(self, **changes: object) -> Self:
        """Return a copy with some fields replaced (validated)."""
        # Not dict(self): pages make thousands of figures, and asking field by field takes longer than validating them.
        return self.model_validate(self.__dict__ | changes)


class Entity(Record):
    """A thing that a platform knows by a key of its own.

    `store` is the id of the store connection that the thing belongs to; `key` is the platform's id.
    """

    store: str
    key: str

    @property
    def home(self) -> str:
        """The partition that holds facts about this thing; it follows from the record's content alone."""
        raise TypeError(type(self).__name__)

    @property
    def aliases(self) -> Iterable[str]:
        """Other homes whose facts belong into the same dossier as this record."""
        return ()
