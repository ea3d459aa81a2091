"""Labelled texts for training, read from a folder that is not part of this repository."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

CLASSES = {"negative": 0, "neutral": 1, "positive": 2}
HELD_OUT = 5
"""One text in five is never trained on; which, its own hash decides."""

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
    Corpus("uci_sentences.jsonl", "en", "reviews", "UCI sentiment labelled sentences", "CC BY 4.0"),
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


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its class (index into CLASSES)."""

    text: str
    label: int
    corpus: Corpus

    @property
    def is_held_out(self) -> bool:
        """Whether the text is for testing."""
        return sha256(self.text.encode()).digest()[0] % HELD_OUT == 0

    @property
    def is_for_tuning(self) -> bool:
        """Whether the text says how sure the model may be, and is not trained on either."""
        return not self.is_held_out and sha256(self.text.encode()).digest()[1] % TUNING == 0


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


def _label(row: dict[str, object], corpus: Corpus) -> int:
    if "polarity" in row:
        return CLASSES[str(row["polarity"]).lower()]
    label = int(str(row["label"]))
    return 2 * label if corpus.file.startswith("uci") else label
