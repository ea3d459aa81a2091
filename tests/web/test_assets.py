"""Static files: addressed by their content, kept for ever."""

import gzip
import re
from importlib.resources import files

import pytest

from aftersales.web.assets import FOR_EVER, address, serve
from tests.web.in_memory import Browser, House


@pytest.mark.parametrize(
    "name", ["tokens.css", "console.css", "pages.css", "insight.css", "console.js", "charts.js", "icon.svg"]
)
def test_a_file_is_served_under_its_hash_for_ever(name: str) -> None:
    """The address changes with the content, so the browser need never ask again; no session is needed."""
    answer = Browser(House()).get(address(name))
    assert (answer.status, answer.headers["cache-control"]) == (200, FOR_EVER)
    assert answer.cookies == []


def test_a_large_file_travels_compressed() -> None:
    """The chart library comes as gzip to whoever takes it, and plain to everybody else."""
    name = address("vega.js").rpartition("/")[2]
    packed, plain = serve(name, "gzip, br"), serve(name)
    assert packed
    assert plain
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


@pytest.mark.parametrize("name", ["console.css", "console.000000000000.css", "..%2Fconsole.py"])
def test_other_names_are_not_served(name: str) -> None:
    """Without the right hash there is no file."""
    assert Browser(House()).get(f"/static/{name}").status == 404


def test_styles_use_tokens_only() -> None:
    """Colours are named in tokens.css alone, so that light and dark cannot drift apart."""
    for name in ("console.css", "pages.css", "insight.css"):
        text = files("aftersales.web").joinpath("static", name).read_text(encoding="utf-8")
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", text), name
