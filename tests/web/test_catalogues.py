"""Both languages are whole: every text of the sources is in both catalogues, with the same values in it."""

import re
from collections.abc import Callable

import pytest
from babel.messages.pofile import read_po

from aftersales.web import words
from aftersales.web.translations import LANGUAGES, catalogue, preferred
from tests.web.extraction import WEB, texts

_VALUE = re.compile(r"%\(\w+\)s|%%")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,:;?!()]|[,:;?!(][\u4e00-\u9fff]")
_LITERAL = re.compile(r">\s*([A-Za-z][A-Za-z ]+|[^<>{}]*[\u4e00-\u9fff][^<>{}]*)\s*<")
_ONLY_NUMBERS = {"n = %(n)s", "%(part)s of %(whole)s"}
_NAMES = {"XLSX", "CSV", "SKU", "H", "HelloWord", "j", "k", "u", "Enter"}


def _known(language: str) -> dict[str, str]:
    path = WEB / "locales" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return {str(one.id): str(one.string or "") for one in read_po(file, locale=language) if one.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_both_catalogues_and_none_is_left_over(language: str) -> None:
    """A text that is used has words in both languages; words that nobody uses are gone."""
    known = _known(language)
    assert known.keys() == texts().keys()
    assert [text for text, translated in known.items() if not translated] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_values(language: str) -> None:
    """What is put into a text is put into its translation."""
    for text, translated in _known(language).items():
        assert sorted(_VALUE.findall(translated)) == sorted(_VALUE.findall(text)), text


def test_chinese_is_chinese() -> None:
    """Chinese texts hold Chinese, with full-width punctuation."""
    for text, translated in _known("zh").items():
        if text not in _ONLY_NUMBERS:
            assert _CHINESE.search(translated), text
            assert not _HALF_WIDTH.search(translated), translated


def test_no_template_says_anything_outside_the_catalogues() -> None:
    """Words between tags go through gettext, except names that are the same in every language."""
    for path in (WEB / "templates").iterdir():
        found = {text.strip() for text in _LITERAL.findall(path.read_text(encoding="utf-8"))} - _NAMES
        assert not found, (path.name, found)


@pytest.mark.parametrize("kind", list(words.WORDS), ids=lambda kind: str(kind.__name__))
def test_every_state_has_a_word(kind: type) -> None:
    """No page can meet a state that has no name."""
    members: Callable[..., object] = kind
    assert {str(one) for one in members} == words.WORDS[kind].keys()  # type: ignore[attr-defined]
    assert all(words.word(one, catalogue("zh")) for one in members)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr,en;q=0.5", "en"),
        ("fr", "zh"),
        ("", "zh"),
    ],
)
def test_a_stranger_is_met_in_the_browsers_language(accepted: str, language: str) -> None:
    """The first of our languages that the browser names, else Chinese."""
    assert preferred(accepted) == language
