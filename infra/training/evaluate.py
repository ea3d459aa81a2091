"""Prints the figures of docs/language.md: `python -m infra.training.evaluate` (about ten seconds, nothing is downloaded).

Two sets, and neither is a fair sample: the sentences of tests/language were written by the author of the rules while writing them;
the problem sentences of the demo seller were written by somebody else, without the rules at hand, and the rules were not fitted to
them. The second is the figure to look at.
"""

import csv
import resource
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from time import process_time

from aftersales.engines.embedded import EmbeddedReader
from aftersales.language.port import Reading, Text
from infra.local.seller.phrases import LANGUAGES, thoughts
from infra.local.template import ROOT
from infra.training.card import calibration_error, share

SENTENCES = ROOT / "tests" / "language" / "sentences.tsv"
SELLER = ROOT / "infra" / "local" / "seller" / "phrases"
_NONE = "-"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence and what is true of it; `mood` is None where nobody said."""

    text: str
    language: str
    cause: str
    mood: str | None = None


def own_sentences(path: Path = SENTENCES) -> Iterator[Sample]:
    """Yield the sentences that the author of the rules wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        for language, cause, mood, text in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Sample(text, language, cause, mood)


def foreign_sentences(causes: Sequence[str]) -> Iterator[Sample]:
    """Yield the demo seller's sentences about a problem."""
    for cause in causes:
        try:
            found = thoughts(f"problem/{cause}")
        except KeyError:
            continue
        for thought in found:
            yield from (
                Sample(thought[language], language, cause) for language in LANGUAGES if language in thought
            )


def table(samples: Sequence[Sample]) -> str:
    """Return a Markdown table by language."""
    readings = EmbeddedReader().read([Text(sample.text) for sample in samples])
    rows: dict[str, list[tuple[Sample, Reading]]] = defaultdict(list)
    for sample, reading in zip(samples, readings, strict=True):
        rows[sample.language].append((sample, reading))
        rows["all"].append((sample, reading))
    head = (
        "| language | n | language id | leaf | branch | answered | right when answered | calibration error |"
    )
    return "\n".join(
        [
            head,
            "|---" * 8 + "|",
            *(_row(name, rows[name]) for name in sorted(rows, key=lambda n: (n == "all", n))),
        ]
    )


def _row(name: str, judged: Sequence[tuple[Sample, Reading]]) -> str:
    leaf = [_primary(reading) == sample.cause for sample, reading in judged]
    branch = [_branch(_primary(reading)) == _branch(sample.cause) for sample, reading in judged]
    answered = [bool(reading.causes) for _, reading in judged]
    right = [hit for hit, told in zip(branch, answered, strict=True) if told]
    sure = [reading.causes[0].confidence for _, reading in judged if reading.causes]
    known = [reading.language == sample.language for sample, reading in judged]
    error = calibration_error(zip(sure, right, strict=True))
    cells = [name, str(len(judged)), *map(share, (known, leaf, branch, answered, right)), f"{error:.3f}"]
    return f"| {' | '.join(cells)} |"


def _primary(reading: Reading) -> str:
    return reading.causes[0].cause.value if reading.causes else _NONE


def _branch(cause: str) -> str:
    return cause.split(".", 1)[0]


def moods(samples: Sequence[Sample]) -> str:
    """Return how often the mood of the own sentences is right, polarity apart from neutrality."""
    readings = EmbeddedReader().read([Text(sample.text) for sample in samples])
    pairs = [
        (sample.mood, reading.sentiment.value) for sample, reading in zip(samples, readings, strict=True)
    ]
    poles = [truth == told for truth, told in pairs if truth != "neutral"]
    every = share([truth == told for truth, told in pairs])
    return f"three classes {every} (n = {len(pairs)}); negative and positive only {share(poles)} (n = {len(poles)})"


def speed(samples: Sequence[Sample]) -> str:
    """Return texts per second of one core, memory, and the CPU of a first reading in a fresh process."""
    texts = [Text(sample.text) for sample in samples]
    reader, start = EmbeddedReader(), process_time()
    count = 0
    while count < 2000:  # noqa: PLR2004 enough to be steady
        reader.read(texts)
        count += len(texts)
    rate = count / (process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    code = "from aftersales.engines.embedded import *; read_one(Text('Where is my order?'))"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": f"{ROOT / 'shared'}"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cold = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (
        f"{rate:,.0f} texts per second and core; {memory} MiB with every lexicon loaded; "
        f"first reading of a fresh process {cold:.1f} s CPU"
    )


def main() -> None:
    """Print all figures."""
    own = list(own_sentences())
    foreign = list(foreign_sentences(sorted({sample.cause for sample in own})))
    print("### Another author's sentences\n", table(foreign), sep="\n")
    print("\n### The rules' author's sentences\n", table(own), sep="\n")
    print("\nMood on the latter:", moods(own))
    print("\nCost:", speed(own))


if __name__ == "__main__":
    main()
