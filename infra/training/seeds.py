"""The sentences that teach causes: `seeds/*.txt`, written for this project."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"
_CALM = {"usage_question", "order_status", "refund_or_return_wish", "other"}


@dataclass(frozen=True, slots=True)
class Seed:
    """A sentence, the cause that it stands for (`-`: none), how the one who says it feels, and the file that it is in."""

    cause: str
    language: str
    text: str
    mood: str
    file: str = ""


def seeds(folder: Path = SEEDS) -> Iterator[Seed]:
    """Yield every sentence: `[cause]` or `[cause mood]` heads those that follow, each behind its language."""
    for path in sorted(folder.glob("*.txt")):
        cause, mood = "", ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                cause, _, mood = line.strip("[]").partition(" ")
            elif line and not line.startswith("#"):
                language, _, text = line.partition(" ")
                yield Seed(cause, language, text, mood or _mood(cause), path.name)


def _mood(cause: str) -> str:
    calm = cause.split(".", 1)[0] in _CALM and cause != "other.stock_out"
    return "neutral" if calm else "negative"
