"""Folding makes spellings comparable and forgets no origin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.language.folding import LONGEST_READ, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"),
        ("ＡＢＣ１", "abc1"),
        ("don’t", "don't"),
        ("<p>Zu&nbsp;klein</p>", "\nzu klein\n"),
        ("<script>x()</script>ok", " ok"),
        ("ﾊﾞｯﾃﾘｰ", "バッテリー"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("a < b & c > d", "a < b & c > d"),
    ],
)
def test_spellings_fold_to_one(text: str, folded: str) -> None:
    """Accents, width, quotes, markup and invisible signs make no difference."""
    assert fold(text).text == folded


@given(st.text(max_size=80))
def test_every_folded_character_knows_its_origin(text: str) -> None:
    """Spans in the folded text point into the original, whatever is written there."""
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert all(0 <= index < len(text) for index in folded.origin)
    assert list(folded.origin) == sorted(folded.origin)


def test_a_span_is_cut_out_of_the_original() -> None:
    """Evidence is shown as the customer wrote it."""
    text = "<b>Die GRÖẞE passt</b> nicht"
    folded = fold(text)
    start = folded.text.index("grosse")
    first, last = folded.span(start, start + 6)
    assert text[first:last] == "GRÖẞE"


def test_only_so_much_is_read() -> None:
    """A huge text costs no more than a long one."""
    assert len(fold("a" * (LONGEST_READ + 500)).text) == LONGEST_READ
