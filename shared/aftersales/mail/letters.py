"""Letters: one folder each under `letters/`, with `subject.txt`, `body.txt`, `body.html` and the words of each language."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from aftersales.records.errors import RejectedError

_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is sent; `html` refers to pictures as `cid:<file name>`."""

    subject: str
    text: str
    html: str
    language: str


@cache
def environment() -> Environment:
    """The one jinja2 environment of this package: HTML is escaped, a missing value is an error."""
    # A subject or a plain-text body is no HTML: entities would be shown to the reader as they are.
    return Environment(
        loader=PackageLoader("aftersales.mail", "letters"),
        autoescape=select_autoescape(default=True, disabled_extensions=("txt",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def languages(letter: str) -> frozenset[str]:
    """Return the languages that a letter is written in; RejectedError if there is no such letter."""
    folder = files("aftersales.mail").joinpath("letters", letter)
    if not letter.isidentifier() or not folder.is_dir():
        raise RejectedError("no_such_letter", letter[:40])
    return frozenset(entry.name.split(".")[0] for entry in folder.iterdir() if entry.name.endswith(".toml"))


@cache
def words(letter: str, language: str) -> dict[str, Any]:
    """Return a letter's words in one language; texts may hold {placeholders}."""
    return loads(files("aftersales.mail").joinpath("letters", letter, f"{language}.toml").read_text("utf-8"))


def render(letter: str, language: str, data: dict[str, Any]) -> Letter:
    """Write a letter. A language that it does not have falls back: 'de-AT' to 'de', everything unknown to English."""
    short = language.replace("_", "-").split("-")[0].lower()
    chosen = short if short in languages(letter) else _FALLBACK
    texts = {
        key: text.format(**data) if isinstance(text, str) else text
        for key, text in words(letter, chosen).items()
    }
    values = {**data, "t": texts, "lang": "zh-Hans" if chosen == "zh" else chosen}
    subject, text, html = (
        environment().get_template(f"{letter}/{name}").render(values)
        for name in ("subject.txt", "body.txt", "body.html")
    )
    # A line break in a subject would begin a new header.
    return Letter(" ".join(subject.split()), text, html, chosen)
