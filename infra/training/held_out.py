"""Sentences for measuring: messages written for it, and those of the demo seller, whose author is another. Never trained on.

Half of each, by the hash of the thought, sets the mixtures of moods and how sure the engine may be; the other half judges it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from infra.local.seller.phrases import LANGUAGES, thoughts
from infra.training.seeds import seeds

MESSAGES = Path(__file__).parent / "held_out" / "messages.txt"
LETTERS = MESSAGES.with_name("letters.txt")
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence and what is true of it; `mood` is None where nobody said, `thought` what its translations have in common."""

    text: str
    language: str
    cause: str
    mood: str | None
    thought: str
    kind: str = ""

    @property
    def is_for_tuning(self) -> bool:
        """Whether it sets confidences; else it judges. A text that is a thought of its own only judges."""
        return bool(self.thought) and sha256(self.thought.encode()).digest()[0] % 2 == 0


def messages(path: Path = MESSAGES) -> Iterator[Sample]:
    """Yield the messages written for measuring. Equal causes in the same place of two languages are mostly one thought."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, cause, mood, text = line.split(" ", 3)
            yield Sample(text, language, cause, mood, f"{cause} {mood}", "messages")


def letters() -> Iterator[Sample]:
    """Yield what a second author wrote as strangers write, letters of several lines among it."""
    for one in messages(LETTERS):
        yield replace(one, text=one.text.replace("⏎", "\n"), thought="", kind="letters")


def seller_sentences() -> Iterator[Sample]:
    """Yield what the demo seller's customers say: problems, and praise with none."""
    problems = sorted({seed.cause for seed in seeds()} - {NOTHING})
    named = [(f"problem/{cause}", cause, "negative") for cause in problems]
    calm = {"problem/order_status", "problem/usage_question", "problem/refund_or_return_wish.changed_mind"}
    for key, cause, mood in [*named, ("praise", NOTHING, "positive"), ("thanks", NOTHING, "neutral")]:
        for place, thought in enumerate(_thoughts(key)):
            for language in LANGUAGES:
                if language in thought:
                    felt = None if key in calm or key == "thanks" else mood
                    yield Sample(thought[language], language, cause, felt, f"{key} {place}", "seller")


def _thoughts(key: str) -> "tuple[dict[str, str], ...]":
    try:
        return tuple(dict(thought) for thought in thoughts(key))
    except KeyError:
        return ()
