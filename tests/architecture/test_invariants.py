"""Each invariant is held by tests that exist, and that fail when it is broken."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.architecture.repository import DOCS, ROOT, tree

NUMBERS = {f"I{number}" for number in range(1, 16)}
# I7 to I9 are about figures: their golden cases in tests/metrics/ take the place of breaks.
TRIED = NUMBERS - {"I7", "I8", "I9"}
ROWS = re.findall(r"^\| (I\d+) \|.*\| (.*) \|$", (DOCS / "invariants.md").read_text("utf-8"), re.MULTILINE)
BREAKS = tomllib.loads((ROOT / "tests" / "architecture" / "breaks.toml").read_text("utf-8"))["break"]


def _named() -> Iterator[tuple[str, str]]:
    """Yield (file, test): a file is followed by the tests in it that count."""
    for _, cell in ROWS:
        path = ""
        for name in re.findall(r"`([^`]+)`", cell):
            if name.startswith("tests/"):
                path = name
            else:
                yield path, name


def test_every_invariant_is_listed_with_its_tests() -> None:
    """The table has each invariant once, and each names tests."""
    assert sorted(number for number, _ in ROWS) == sorted(NUMBERS)
    assert all("`test_" in cell for _, cell in ROWS)


@pytest.mark.parametrize(("path", "test"), list(_named()))
def test_a_named_test_exists(path: str, test: str) -> None:
    """Whoever renames a test renames it in the table."""
    functions = {node.name for node in ast.walk(tree(ROOT / path)) if isinstance(node, ast.FunctionDef)}
    assert test in functions


def test_every_invariant_is_broken_once() -> None:
    """No invariant of the code is without a break that its tests must notice."""
    assert {entry["invariant"] for entry in BREAKS} == TRIED


@pytest.mark.parametrize("entry", BREAKS, ids=lambda entry: f"{entry['invariant']}-{entry['what']}")
def test_a_break_fits_the_code(entry: dict[str, Any]) -> None:
    """What a break replaces is there, once."""
    assert (ROOT / entry["file"]).read_text("utf-8").count(entry["before"]) == 1
