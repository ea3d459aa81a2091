"""Erasing in the table: facts are blanked under their ids, cases folded anew, and what was learned from the texts is forgotten."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from aftersales.customers.forgetting import forgotten
from aftersales.language.hashing import asked_words, run_hashes, text_hash
from aftersales.language.texts import text_of
from aftersales.privacy.person import Person, passages_of, words_of
from aftersales.privacy.quoted import Quoted
from aftersales.privacy.walking import Places, Stage, marks_of
from aftersales.records.erasure import Erasure
from aftersales.records.fact import Fact
from aftersales.records.labelled import LabelledText
from aftersales.records.order import Order
from aftersales.records.reply import Rendering, Reply
from aftersales.records.tongues import TONGUES
from aftersales.records.understanding import Understanding
from aftersales.records.workspace import Settings

_AT_ONCE = 25


def erase_in_table(places: Places, erasure: Erasure, person: Person, settings: Settings) -> Iterator[Stage]:
    """Walk through the homes, and then through what causes of the seller's own were taught.

    What is found is noted and marked first: then nothing comes back, and a crash loses nothing.
    """
    examples = places.memories.labelled(settings.workspace)
    homes = iter(sorted(home for home in {*person.seeds, *person.homes} if home > erasure.cursor))
    cursor = erasure.cursor
    while some := list(islice(homes, _AT_ONCE)):
        facts = _facts(places, settings, erasure, some)
        person = person.with_facts(facts)
        yield Stage(cursor, person=person)
        marks = marks_of(erasure, person)
        places.erasures.keep_marks(settings.workspace, marks)
        blank = [forgotten(fact, marks.get) for fact in facts]
        changed = [(old, new) for old, new in zip(facts, blank, strict=True) if old != new]
        found = _forget_learned(places, settings.workspace, [old for old, _ in changed], facts)
        found += _forget_labels(places, examples, changed, facts)
        places.dossiers.replace([new for _, new in changed], settings)
        cursor = some[-1]
        yield Stage(cursor, found=_counted(changed) | found)
    quoted = Quoted.of(person.passages, person.names)
    struck = places.examples.strike_examples(settings.workspace, quoted.repeats)
    yield Stage(cursor, {"examples": struck} if struck else {})


def _facts(places: Places, settings: Settings, erasure: Erasure, homes: Sequence[str]) -> list[Fact]:
    found: dict[str, Fact] = {}
    for home in homes:
        if home not in {fact.home for fact in found.values()}:
            dossier = places.dossiers.dossier(settings.workspace, home, settings)
            found.update({fact.id: fact for fact in dossier.facts})
    of_shop = erasure.form == "erase_shop"
    return [fact for fact in found.values() if not of_shop or fact.record.store == erasure.store]


def _counted(changed: Sequence[tuple[Fact, Fact]]) -> dict[str, int]:
    orders = {old.entity for old, _ in changed if isinstance(old.record, Order)}
    return {"orders": len(orders), "facts": len(changed)} if changed else {}


def _forget_learned(
    places: Places, workspace: str, changed: Sequence[Fact], facts: Sequence[Fact]
) -> Counter[str]:
    """Before the words go: they alone lead to what was learned from them."""
    if not changed:
        return Counter()
    texts = [text for fact in changed for text in passages_of(fact) if text.strip()]
    tongues = sorted({*TONGUES, *(tongue for fact in facts for tongue in _tongues(fact) if tongue)})
    phrases = list(dict.fromkeys(name for text in texts for name in run_hashes(text).values()))
    asked = list(dict.fromkeys(text_hash(asked_words(text)) for fact in changed if (text := text_of(fact))))
    memories = places.memories
    found = Counter(
        phrases=memories.forget_phrases(workspace, tongues, tongues, phrases),
        answers=memories.forget_answers(workspace, asked),
    )
    return +found


def _forget_labels(
    places: Places,
    examples: Sequence[LabelledText],
    changed: Sequence[tuple[Fact, Fact]],
    facts: Sequence[Fact],
) -> Counter[str]:
    """Forget what people labelled of texts that go now, or that have gone while they were being labelled."""
    gone = {old.entity for old, _ in changed}
    gone |= {fact.entity for fact in facts if not any(text.strip() for text in words_of(fact))}
    theirs = [example for example in examples if example.about in gone]
    places.memories.forget_labelled(theirs)
    return +Counter(examples=len(theirs))


def _tongues(fact: Fact) -> tuple[str | None, ...]:
    record = fact.record
    if isinstance(record, Understanding):
        return (record.language, *(one.language for one in record.translations))
    if isinstance(record, Rendering):
        return (record.source, record.translation.language)
    return (record.language, record.target) if isinstance(record, Reply) else ()
