"""What the people's half of language works with: words, memory, the engine that translates, and the way out for answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aftersales.cases.stores import DossierStore
from aftersales.desk.looking import CloserLooks
from aftersales.desk.renderings import Interpreting
from aftersales.desk.replies import Writing
from aftersales.desk.reply_steps import Post
from aftersales.language.examples import ExampleStore
from aftersales.language.glossary import GlossaryStore
from aftersales.language.port import PhraseMemory, Translator
from aftersales.records.glossary import Term
from aftersales.records.workspace import Member, Settings


class Provider(Protocol):
    """The service behind the translator, if there is one."""

    def languages(self) -> Sequence[str]:
        """Return the languages that it translates (BCP 47), as it says itself; none where no engine is connected."""

    def publish(self, workspace: str, terms: Sequence[Term]) -> None:
        """Make the workspace's termbase known to the engine; later calls replace earlier ones. Raises UnavailableError."""


class NoProvider:
    """Plays `Provider` where no engine is connected: people, memory, templates and the termbase are all there is."""

    def languages(self) -> Sequence[str]:
        """None."""
        return ()

    def publish(self, workspace: str, terms: Sequence[Term]) -> None:
        """Nobody to tell: the termbase is checked after translation all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageDesk:
    """Collaborators of reading, answering and labelling in many languages; `looks` is None where no paid engine reads."""

    glossary: GlossaryStore
    examples: ExampleStore
    memory: PhraseMemory
    translator: Translator
    provider: Provider
    post: Post
    looks: CloserLooks | None = None

    def interpreting(self, store: DossierStore, settings: Settings, member: Member) -> Interpreting:
        """Translate and correct for a member."""
        return Interpreting(
            store=store, settings=settings, translator=self.translator, memory=self.memory, member=member
        )

    def writing(self, store: DossierStore, settings: Settings, member: Member, language: str) -> Writing:
        """Write answers for a member who writes in `language`."""
        return Writing(
            store=store,
            settings=settings,
            glossary=self.glossary,
            memory=self.memory,
            translator=self.translator,
            member=member,
            language=language,
        )
