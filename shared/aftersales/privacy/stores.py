"""What erasing needs of storage; the adapters play these roles, and in tests in-memory fakes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from aftersales.cases.stores import DossierStore
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.erasure import Erasure, Mark
from aftersales.records.fact import Fact
from aftersales.records.labelled import LabelledText
from aftersales.records.record import Instant
from aftersales.records.report import ReportMade
from aftersales.records.workspace import Settings


class ErasureStore(Protocol):
    """Requests, their errands, and the marks that keep words from coming back. Every call names its workspace."""

    def requests(self, workspace: str) -> Sequence[PrivacyRequest]:
        """Return all privacy requests, earliest deadline first."""

    def erasure(self, workspace: str, request: str) -> Erasure | None:
        """Return the errand of the request at this home."""

    def erasures(self, workspace: str) -> Sequence[Erasure]:
        """Return all errands, done ones too."""

    def begin_erasure(self, erasure: Erasure) -> Erasure:
        """Keep a new errand and return it; one that is there already stays as it is, and is returned."""

    def save_erasure(self, erasure: Erasure) -> None:
        """Keep an errand as it stands."""

    def keep_marks(self, workspace: str, marks: Mapping[str, Mark]) -> None:
        """Keep marks by name; from now on what they cover is blank before it is stored."""

    def marks(self, workspace: str, names: Iterable[str]) -> Mapping[str, Mark]:
        """Return the marks that there are of these names."""

    def homes_of(self, workspace: str, customer: str) -> Sequence[str]:
        """Return every home with an order or a case of a customer."""


class Rewriting(DossierStore, Protocol):
    """A store of dossiers whose facts may be replaced, which only erasing does."""

    def replace(self, facts: Sequence[Fact], settings: Settings) -> None:
        """Put facts over those of the same ids and fold their dossiers anew."""


class Examples(Protocol):
    """The sentences that a workspace's own causes were taught with."""

    def strike_examples(self, workspace: str, is_theirs: Callable[[str], bool]) -> int:
        """Take sentences out of the settings and of all that was ever changed there; return how many different ones."""


class Letters(Protocol):
    """The outbox, walked through from end to end."""

    def everything(self, workspace: str, after: str) -> Iterator[Dispatch]:
        """Yield all dispatches by id, those after `after`."""

    def replace(self, dispatch: Dispatch, was: DispatchState) -> None:
        """Put a dispatch over that of the same id, unless that is in another state by now: then it stays."""


class Shelf(Protocol):
    """The list of reports, walked through from end to end."""

    def everything(self, workspace: str, after: str) -> Iterator[ReportMade]:
        """Yield all reports by id, those after `after`."""


class Files(Protocol):
    """The bucket of reports."""

    def get(self, key: str) -> bytes:
        """Return a file."""

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write a file."""


class RawArchive(Protocol):
    """The archive of raw deliveries, walked through from end to end."""

    def list(self, prefix: str, after: str) -> Iterator[str]:
        """Yield keys under a prefix in their order, those after `after`."""

    def get(self, key: str) -> bytes:
        """Return an object."""

    def put(self, key: str, data: bytes) -> None:
        """Write an object."""


class Memories(Protocol):
    """What engines and people have learned from texts: translations of sentences, paid answers, labelled texts."""

    def forget_phrases(
        self, workspace: str, source: Sequence[str], target: Sequence[str], hashes: Sequence[str]
    ) -> int:
        """Forget sentences in every pair of languages; return how many were known."""

    def forget_answers(self, workspace: str, texts: Sequence[str]) -> int:
        """Forget what was answered about texts (by hash); return how many answers were known."""

    def labelled(self, workspace: str) -> Sequence[LabelledText]:
        """Return every text that people have labelled."""

    def forget_labelled(self, examples: Sequence[LabelledText]) -> None:
        """Forget labelled texts."""


class Whereabouts(NamedTuple):
    """Homes, and the customers' keys that lead there: those that were asked for, and all that are one person with them."""

    homes: Sequence[str]
    customers: frozenset[str]


class LakeOfFacts(Protocol):
    """The lake, as erasing sees it."""

    def homes_of_store(self, workspace: str, store: str) -> Sequence[str]:
        """Return the homes whose facts lie in the store."""

    def whereabouts(self, workspace: str, customers: Collection[str]) -> Whereabouts:
        """Return the homes whose facts name one of the customers (by key), or another key that was merged with theirs."""

    def forget(self, workspace: str, name: str, homes: Sequence[str], store: str | None, mark: Mark) -> None:
        """Write under `name` what is to be forgotten, and blank it in every object of the lake."""

    def is_told(self, workspace: str, since: Instant) -> bool:
        """Whether figures and tables were built from a lake that had forgotten by `since`."""


class Notes(Protocol):
    """Where an errand keeps what it looks for, words too, until it is done."""

    def load(self, workspace: str, request: str) -> bytes | None:
        """Return the notes of an errand."""

    def save(self, workspace: str, request: str, notes: bytes) -> None:
        """Replace them."""

    def burn(self, workspace: str, request: str) -> None:
        """Delete them."""
