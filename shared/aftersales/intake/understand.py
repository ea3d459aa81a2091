"""Customers' words become labels beside them: read once per engine version, stored as facts like everything else."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum

from aftersales.cases.describing import goods_of
from aftersales.cases.dossier import Dossier
from aftersales.cases.stores import DossierStore
from aftersales.language.examples import Likeness, alike_in_letters, corrected
from aftersales.language.hashing import text_hash
from aftersales.language.port import Reader, Reading, Text, Translator
from aftersales.language.texts import text_of
from aftersales.records.errors import AfterSalesError, UnavailableError
from aftersales.records.fact import Actor, Fact, Observation, to_fact
from aftersales.records.labelled import LabelledText
from aftersales.records.record import Instant
from aftersales.records.tongues import TONGUES, is_in
from aftersales.records.understanding import Translation, Understanding
from aftersales.records.workspace import Settings


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A message of the texts queue: where a fact with customers' words lies, and whether a person asks for a closer look."""

    id: str
    workspace: str
    home: str
    fact: str
    closely: bool = False


class TextOutcome(StrEnum):
    """How one text ended: read now, read before, nothing to read in it, or no longer there (erased)."""

    READ = "read"
    KNOWN = "known"
    SILENT = "silent"
    GONE = "gone"


@dataclass(slots=True)
class TextsResult:
    """How a batch ended: messages to hand back, outcomes, and the reasons of what failed (never words)."""

    failed: list[str] = field(default_factory=list)
    outcomes: Counter[TextOutcome] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)


def _nothing_learned(_workspace: str) -> Sequence[LabelledText]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understander:
    """Everything that reading needs. `translator` is free of charge: paid translations are made when somebody reads a text.

    `examples_of` gives the texts that the people of a workspace have labelled, `alike` says how alike texts are. `meanwhile` reads
    while `reader` is away: its labels stand until the queue has brought the text to `reader`.
    """

    reader: Reader
    translator: Translator
    store: DossierStore
    settings_of: Callable[[str], Settings]
    clock: Callable[[], Instant]
    examples_of: Callable[[str], Sequence[LabelledText]] = _nothing_learned
    alike: Likeness = alike_in_letters
    meanwhile: Reader | None = None

    def understand(self, messages: Sequence[TextMessage]) -> TextsResult:
        """Read a batch in one go; if that fails, one by one, so that an outage or a bug holds up only what it must."""
        result = TextsResult()
        try:
            result.outcomes.update(self._read(messages, self.reader))
        except Exception as error:  # noqa: BLE001 whatever it was, the other texts of the batch must not suffer
            if len(messages) == 1:
                if isinstance(error, UnavailableError) and self.meanwhile:
                    self._stand_in(messages, self.meanwhile)
                result.failed.append(messages[0].id)
                reason = error.reason if isinstance(error, AfterSalesError) else type(error).__name__
                result.errors[reason] += 1
                return result
            for message in messages:
                single = self.understand([message])
                result.failed += single.failed
                result.outcomes += single.outcomes
                result.errors += single.errors
        return result

    def _stand_in(self, messages: Sequence[TextMessage], reader: Reader) -> None:
        """Let cases and figures go on with what the free engine reads; where the store is away too, nothing can."""
        with suppress(UnavailableError):
            self._read(messages, reader)

    def _read(self, messages: Sequence[TextMessage], reader: Reader) -> Counter[TextOutcome]:
        outcomes: Counter[TextOutcome] = Counter()
        # Two workspaces may have connected one shop: its facts have the same ids in both.
        open_texts: dict[tuple[str, str], tuple[Fact, Text]] = {}
        dossiers: dict[tuple[str, str], Dossier] = {}
        for message in messages:
            at = (message.workspace, message.home)
            if at not in dossiers:
                dossiers[at] = self.store.dossier(*at, self.settings_of(message.workspace))
            outcome, found = self._look(message, dossiers[at], reader)
            if found and (message.workspace, found[0].id) in open_texts:
                outcome = TextOutcome.KNOWN
            elif found:
                open_texts[message.workspace, found[0].id] = found
            outcomes[outcome] += 1
        self._store(list(open_texts.values()), reader)
        return outcomes

    def _look(
        self, message: TextMessage, dossier: Dossier, reader: Reader
    ) -> tuple[TextOutcome, tuple[Fact, Text] | None]:
        fact = next((fact for fact in dossier.facts if fact.id == message.fact), None)
        if fact is None:
            return TextOutcome.GONE, None
        text = text_of(fact)
        if text is None:
            return TextOutcome.SILENT, None
        # A seller's own causes may be narrowed to some goods.
        text = replace(text, closely=message.closely, articles=goods_of([fact.record], dossier))
        return (
            (TextOutcome.KNOWN, None)
            if _is_known(fact, text, dossier, reader)
            else (TextOutcome.READ, (fact, text))
        )

    def _store(self, texts: Sequence[tuple[Fact, Text]], reader: Reader) -> None:
        readings = reader.read([text for _, text in texts]) if texts else []
        examples = {fact.workspace: self.examples_of(fact.workspace) for fact, _ in texts}
        facts: dict[str, list[Fact]] = defaultdict(list)
        for (fact, text), reading in zip(texts, readings, strict=True):
            own = self.settings_of(fact.workspace).own_causes
            taught = corrected(reading, text, examples[fact.workspace], own, self.alike)
            facts[fact.workspace].append(self._fact(fact, text, taught, reader))
        for workspace, some in facts.items():
            self.store.add(some, self.settings_of(workspace))

    def _fact(self, fact: Fact, text: Text, reading: Reading, reader: Reader) -> Fact:
        observation = Observation(
            record=self._understanding(fact, text, reading, reader),
            occurred_at=fact.occurred_at,
            version=_version(fact, text, reader),
            actor=Actor.SYSTEM,
        )
        return to_fact(
            observation,
            workspace=fact.workspace,
            connection=fact.connection,
            platform=fact.platform,
            ingested_at=self.clock(),
        )

    def _understanding(self, fact: Fact, text: Text, reading: Reading, reader: Reader) -> Understanding:
        usual = self.settings_of(fact.workspace).language
        return Understanding(
            store=fact.record.store,
            key=f"{fact.record.kind}:{fact.record.key}",
            about=fact.entity,
            about_home=fact.home,
            text_hash=text_hash(text.body, text.heading),
            engine=reader.name,
            engine_version=reader.version,
            language=reading.language,
            language_confidence=reading.language_confidence,
            sentiment=reading.sentiment,
            sentiment_confidence=reading.sentiment_confidence,
            causes=reading.causes,
            urgency=reading.urgency,
            signals=reading.signals,
            causes_confidence=reading.causes_confidence,
            aspects=reading.aspects,
            key_phrases=reading.key_phrases,
            mood_engine=reading.mood_engine,
            cost=reading.cost,
            translation=self._translation(fact.workspace, text, reading, usual),
            translations=tuple(
                made
                for tongue in TONGUES
                if tongue != usual
                and (made := self._translation(fact.workspace, text, reading, tongue)) is not None
            ),
        )

    def _translation(self, workspace: str, text: Text, reading: Reading, target: str) -> Translation | None:
        if reading.language is None or is_in(reading.language, target) or not text.body.strip():
            return None
        return self.translator.translate(workspace, text.body, reading.language, target)


def _is_known(fact: Fact, text: Text, dossier: Dossier, reader: Reader) -> bool:
    wanted = (fact.entity, text_hash(text.body, text.heading), reader.name, reader.version)
    version = _version(fact, text, reader)
    return any(
        (record.about, record.text_hash, record.engine, record.engine_version) == wanted
        and known.version == version
        for known in dossier.facts
        if isinstance(record := known.record, Understanding)
    )


def _version(fact: Fact, text: Text, reader: Reader) -> str:
    # The text's own version leads: a new engine's reading of an old text must not hide that of the edited one.
    return f"{fact.version}/{reader.version}/{reader.name}{'/closely' if text.closely else ''}"
