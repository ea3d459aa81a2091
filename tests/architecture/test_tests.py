"""Rules that the tests themselves keep."""

import ast
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, inside, names_in, sources, tree
from tests.conftest import SHARED

TEST_FILES = [path for path in sources("tests") if path.name.startswith("test_")]


def _tests(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]


def test_each_test_states_its_rule() -> None:
    """The docstring of a test is the rule that it holds, in a sentence."""
    silent = [
        f"{inside(path)}::{test.name}"
        for path in TEST_FILES
        for test in _tests(path)
        if not _is_sentence(test)
    ]
    assert silent == []


def _is_sentence(test: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    doc = (ast.get_docstring(test) or "").strip()
    return len(doc.split()) > 2 and doc[-1] in ".!?。"


def test_nothing_is_patched() -> None:
    """Tests pass collaborators in; none replaces a name in somebody else's module."""
    assert [inside(path) for path in sources() if any(_patches(node) for node in ast.walk(tree(path)))] == []


def _patches(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.startswith("unittest.mock") for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return any(f"{node.module}.{alias.name}".startswith("unittest.mock") for alias in node.names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "setattr" and "monkeypatch" in names_in(node.func.value)
    return False


@pytest.mark.parametrize(
    ("text", "patches"),
    [
        ("import unittest.mock", True),
        ("from unittest import mock", True),
        ("from unittest.mock import patch", True),
        ("monkeypatch.setattr(module, 'name', 1)", True),
        ("monkeypatch.setenv('NAME', '1')", False),
        ("setattr(thing, name, 1)", False),
    ],
)
def test_a_patch_is_recognised(text: str, *, patches: bool) -> None:
    """Each way to patch is found, and what only looks like one is left alone."""
    assert any(_patches(node) for node in ast.walk(ast.parse(text))) is patches


def test_no_test_is_skipped_silently() -> None:
    """A test that cannot run fails and says what to do; skipping hides the gap."""
    skips = {"skip", "skipif", "importorskip"}
    files = [path for path in TEST_FILES if path != Path(__file__)]
    assert [inside(path) for path in files if skips & set(names_in(tree(path)))] == []


def test_what_shares_something_is_where_it_is_looked_for() -> None:
    """Each place whose tests go to one worker exists, and the first that fits is the one that is meant."""
    assert [place for place in SHARED if not (ROOT / place).exists()] == []
    places = list(SHARED)
    assert [
        (one, later) for at, one in enumerate(places) for later in places[at + 1 :] if later.startswith(one)
    ] == []
