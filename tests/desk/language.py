"""A language desk in memory: a customer who writes German, colleagues of each role, and an engine that can be put in."""

from dataclasses import dataclass, field
from typing import Any

from aftersales.desk.labelling import Labelling
from aftersales.desk.language_desk import LanguageDesk, NoProvider
from aftersales.desk.replies import Writing, Written
from aftersales.desk.reply_steps import Step, Stepping
from aftersales.engines.memory import MemoryTranslator
from aftersales.language.port import Translator
from aftersales.records.reply import Reply
from aftersales.records.understanding import Translation
from aftersales.records.workspace import Connection, Member, Role
from tests.cases import building as make
from tests.cases.building import SETTINGS, at
from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore
from tests.language.in_memory import InMemoryGlossary, InMemoryPhraseMemory
from tests.outreach.in_memory import InMemoryOutbox

HOME = f"order:{make.STORE}/900"
MAIL = Connection(
    workspace="w", id="mail", platform="mail", store=make.STORE, name="mail", address="care@shop.example"
)
KIM = Member(workspace="w", email="kim@example.com", name="Kim", role=Role.AGENT)
TOM = Member(workspace="w", email="tom@example.com", name="Tom", role=Role.TRANSLATOR)
ASKED = make.message(
    1,
    key="q1@buyer.example",
    thread="q0@buyer.example",
    subject="Jacke",
    text="Die Naht ist offen.",
    address="ann@buyer.example",
    customer="mail-1",
)


class Parrot:
    """Plays `Translator`: says what it was told to say."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.asked: list[tuple[str, str, str]] = []

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        self.asked.append((text, source, target))
        return Translation(language=target, text=self.words, engine="parrot")


@dataclass
class Desk:
    """Everything around one case."""

    store: InMemoryDossierStore = field(default_factory=InMemoryDossierStore)
    workspaces: InMemoryWorkspaceStore = field(default_factory=InMemoryWorkspaceStore)
    glossary: InMemoryGlossary = field(default_factory=InMemoryGlossary)
    memory: InMemoryPhraseMemory = field(default_factory=InMemoryPhraseMemory)
    outbox: InMemoryOutbox = field(default_factory=InMemoryOutbox)
    translator: Translator | None = None
    connections: list[Connection] = field(default_factory=lambda: [MAIL])

    def __post_init__(self) -> None:
        self.workspaces.save_settings(SETTINGS)
        for member in (KIM, TOM):
            self.workspaces.save_member(member)
        self.tell(make.order(), ASKED, make.reading(ASKED, language="de"))

    def tell(self, *records: Any) -> None:
        """Add facts."""
        self.store.add([make.fact(record) for record in records], SETTINGS)

    @property
    def desk(self) -> LanguageDesk:
        return LanguageDesk(
            glossary=self.glossary,
            examples=self.glossary,
            memory=self.memory,
            translator=self.translator or MemoryTranslator(self.memory),
            provider=NoProvider(),
            post=self.outbox,
        )

    def writing(self, member: Member = KIM) -> Writing:
        """A member who writes Chinese."""
        return self.desk.writing(self.store, self.workspaces.settings("w"), member, "zh")

    def write(self, hours: float, member: Member = KIM, **changes: Any) -> Reply:
        """Fill in the composer."""
        known = self.reply()
        values: dict[str, Any] = {
            "key": "r1",
            "text": "非常抱歉。",
            "target": "de",
            "rendering": "Das tut uns sehr leid.",
            "seen": known.at.isoformat() if known else "",
        }
        return self.writing(member).write(HOME, 1, Written(**(values | changes)), at(hours))

    def take(self, step: Step, hours: float, member: Member = KIM, *, anyway: bool = False) -> Reply:
        """Press a button of the composer."""
        stepping = Stepping(
            writing=self.writing(member),
            may_approve=member.role is not Role.AGENT,
            connections=self.connections,
            post=self.outbox,
        )
        return stepping.take(HOME, 1, "r1", step, at(hours), anyway=anyway)

    def labelling(self, member: Member = KIM) -> Labelling:
        """Label for a member."""
        return Labelling(store=self.store, workspaces=self.workspaces, examples=self.glossary, member=member)

    def reply(self) -> Reply | None:
        """The answer as it stands."""
        found = self.store.dossier("w", HOME, SETTINGS).replies
        return found[0] if found else None
