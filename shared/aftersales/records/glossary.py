"""The words of a workspace: how its terms are translated, and its ready-made answers."""

from aftersales.records.cause import Cause
from aftersales.records.record import Instant, Record, WorkspaceId


class Term(Record):
    """A term and its one right translation; languages are BCP 47. `avoid` are wrong renderings that have been met.

    `id` follows from languages and term, so that a term has one translation per language.
    """

    workspace: WorkspaceId
    source: str
    term: str
    target: str
    translation: str
    avoid: tuple[str, ...] = ()
    note: str = ""
    member: str
    at: Instant

    @property
    def id(self) -> str:
        """Unique within the workspace."""
        return f"{self.source}/{self.target}/{self.term.casefold()}"


class ReplyTemplate(Record):
    """A ready-made answer; `texts` by language, of which the reader's and the customer's are taken.

    `{name}` and `{order}` stand for the customer and the order number.
    """

    workspace: WorkspaceId
    id: str
    title: str
    texts: dict[str, str]
    cause: Cause | None = None
    member: str
    at: Instant
