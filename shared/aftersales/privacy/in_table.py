"""Erasing in the table: facts are blanked under their ids, cases folded anew, and what was learned from the texts is forgotten."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from aftersales.customers.forgetting import forgotten
from aftersales.language.hashing import asked_words, run_hashes, text_hash
from aftersales.language.port import Text
from aftersales.language.texts import text_of
from aftersales.privacy.person import Person, passages_of, words_of
from aftersales.privacy.quoted import Quoted
from aftersales.privacy.walking import Places, Stage, marks_of
from aftersales.records.erasure import Erasure
from aftersales.records.fact import Fact
from aftersales.records.labelled import LabelledText
from aftersales.records.order import Order
from aftersales.records.workspace import Settings

_AT_ONCE = 25
_AFTER_HOMES = "~"
"""How a place on the way begins that comes after all homes."""


def erase_in_table(places: Places, erasure: Erasure, person: Person, settings: Settings) -> Iterator[Stage]:
    """Walk through the homes, through what was learned meanwhile, and through what causes of the seller's own were taught.

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
        gone = [old for old, _ in changed]
        asked = [words for fact in gone if (text := text_of(fact)) and (words := asked_words(text))]
        passages = [text for fact in gone for text in passages_of(fact)]
        found = _forget_learned(places, settings.workspace, person, passages, asked)
        found += _forget_labels(places, examples, changed, facts)
        places.dossiers.replace([new for _, new in changed], settings)
        cursor = some[-1]
        yield Stage(cursor, found=_counted(changed) | found)
    if erasure.rounds > 1:
        for stage in _forget_since(places, erasure, person):
            cursor = stage.cursor
            yield stage
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


def _forget_since(places: Places, erasure: Erasure, person: Person) -> Iterator[Stage]:
    """A text that was being read during the first walk may have been remembered after it: only the notes lead there now."""
    passages = sorted(person.passages)
    done = int(erasure.cursor.removeprefix(_AFTER_HOMES)) if erasure.cursor.startswith(_AFTER_HOMES) else 0
    for end in range(done + _AT_ONCE, len(passages) + _AT_ONCE, _AT_ONCE):
        some = passages[end - _AT_ONCE : end]
        asked = [asked_words(Text(text)) for text in some]
        found = _forget_learned(places, erasure.workspace, person, some, asked)
        yield Stage(f"{_AFTER_HOMES}{end:09}", found)


def _forget_learned(
    places: Places, workspace: str, person: Person, passages: Iterable[str], asked: Iterable[str]
) -> Counter[str]:
    """Before the words go: they alone lead to what was learned from them."""
    phrases = list(dict.fromkeys(name for text in passages for name in run_hashes(text).values()))
    texts = list(dict.fromkeys(map(text_hash, asked)))
    if not phrases and not texts:
        return Counter()
    tongues, memories = sorted(person.tongues), places.memories
    found = Counter(
        phrases=memories.forget_phrases(workspace, tongues, tongues, phrases),
        answers=memories.forget_answers(workspace, texts),
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
