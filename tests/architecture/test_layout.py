"""Sizes and names of files."""

import re

import pytest

from tests.architecture.repository import FUNCTIONS, ROOT, inside, sources

LONGEST_MODULE = 300
LONGEST_HANDLER = 40
VAGUE = {"utils", "helpers", "common", "manager", "misc", "models", "types", "base", "constants"}
TOP = ("events", "functions", "infra", "layers", "shared", "tests", "docs", "samconfig.toml")


def test_modules_are_short() -> None:
    """A module has at most 300 lines."""
    lengths = {inside(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_handlers_are_shorter() -> None:
    """A handler has at most 40 lines: it reads the clock, calls one use case and shapes the answer."""
    lengths = {
        inside(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in FUNCTIONS.glob("*/handler.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_HANDLER} == {}


def test_names_say_what_is_inside() -> None:
    """No file or folder has a name that fits anything."""
    assert [
        inside(path) for path in sources() if VAGUE & {*path.relative_to(ROOT).parts[:-1], path.stem}
    ] == []


def test_classes_say_what_they_are() -> None:
    """No class is a manager, a helper, an interface or an implementation by name."""
    vague = re.compile(
        r"^class ((?:I[A-Z][a-z]|Abstract|Base[A-Z])\w*|\w+(?:Impl|Manager|Helper|Service))\b", re.MULTILINE
    )
    found = {inside(path): vague.findall(path.read_text(encoding="utf-8")) for path in sources()}
    assert {name: classes for name, classes in found.items() if classes} == {}


@pytest.mark.parametrize("name", TOP)
def test_top_level_is_the_plan(name: str) -> None:
    """The top level has the parts that the one diagram shows."""
    assert (ROOT / name).exists()
