"""A text in the reader's language: made when somebody opens it, corrected by people, and never in place of the original."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aftersales.cases.dossier import Dossier
from aftersales.cases.fold import newest
from aftersales.cases.stores import DossierStore
from aftersales.desk.stating import stated
from aftersales.language.alignment import phrase_pairs
from aftersales.language.hashing import text_hash
from aftersales.language.port import PhraseMemory, Text, Translator
from aftersales.language.texts import text_of
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Fact
from aftersales.records.reply import Rendering
from aftersales.records.understanding import Translation
from aftersales.records.workspace import Member, Settings

PERSON = "person"
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Shown:
    """The translation that a reader sees; `member` and `at` tell who corrected it or asked for it, and when."""

    translation: Translation
    member: str | None = None
    at: datetime | None = None

    @property
    def is_by_a_person(self) -> bool:
        """Whether a person wrote it."""
        return self.translation.engine == PERSON


def renderings_of(dossier: Dossier, entity: str, hashed: str) -> Mapping[str, Shown]:
    """Return the best translation of this very text by language: a person's before an engine's, the newest of each kind."""
    found: dict[str, Shown] = {}
    reading = dossier.understanding_of(entity)
    if reading and reading.text_hash == hashed:
        made = (*reading.translations, *([reading.translation] if reading.translation else []))
        found.update({one.language: Shown(one) for one in made})
    mine = [one for one in dossier.renderings if (one.about, one.text_hash) == (entity, hashed)]
    for one in sorted(mine, key=lambda one: (one.translation.engine == PERSON, one.at)):
        found[one.translation.language] = Shown(one.translation, one.member, one.at)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreting:
    """Translates and corrects for one member; `translator` says None for what it cannot."""

    store: DossierStore
    settings: Settings
    translator: Translator
    memory: PhraseMemory
    member: Member

    def translate(self, home: str, entity: str, target: str, now: datetime) -> Shown | None:
        """Return a text's translation, making and keeping it where there is none. None: no engine here can.

        RejectedError `unknown_text` where the dossier holds no such text, `language_unknown` where none was recognised.
        """
        dossier, fact, text = self._find(home, entity)
        hashed = text_hash(text.body, text.heading)
        known = renderings_of(dossier, entity, hashed).get(target)
        if known:
            return known
        reading = dossier.understanding_of(entity)
        if reading is None or reading.language is None:
            raise RejectedError("language_unknown")
        made = self.translator.translate(self.member.workspace, text.body, reading.language, target)
        return self._keep(fact, hashed, reading.language, made, now) if made else None

    def correct(self, home: str, entity: str, target: str, words: str, now: datetime) -> Shown:
        """Keep a person's translation of a text beside it, and teach it to the phrase memory.

        RejectedError `unknown_text`, `translation_missing`, `translation_too_long`.
        """
        if not words.strip():
            raise RejectedError("translation_missing")
        if len(words) > LONGEST:
            raise RejectedError("translation_too_long")
        dossier, fact, text = self._find(home, entity)
        reading = dossier.understanding_of(entity)
        source = reading.language if reading else None
        made = Translation(language=target, text=words.strip(), engine=PERSON)
        if source:
            pairs = phrase_pairs(text.body, made.text)
            self.memory.put(self.member.workspace, source, target, pairs)
        return self._keep(fact, text_hash(text.body, text.heading), source, made, now)

    def _find(self, home: str, entity: str) -> tuple[Dossier, Fact, Text]:
        dossier = self.store.dossier(self.member.workspace, home, self.settings)
        fact = newest(dossier.facts).get(entity)
        text = text_of(fact) if fact else None
        if fact is None or text is None or not text.body.strip():
            raise RejectedError("unknown_text")
        return dossier, fact, text

    def _keep(self, fact: Fact, hashed: str, source: str | None, made: Translation, now: datetime) -> Shown:
        maker = PERSON if made.engine == PERSON else "engine"
        record = Rendering(
            store=fact.record.store,
            key=f"{fact.record.kind}:{fact.record.key}>{made.language}/{maker}",
            about=fact.entity,
            about_home=fact.home,
            text_hash=hashed,
            source=source,
            translation=made,
            member=self.member.email,
            at=now,
        )
        said = stated(record, workspace=self.member.workspace, platform=fact.platform, now=now)
        self.store.add([said], self.settings)
        return Shown(made, self.member.email, now)
