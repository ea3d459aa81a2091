"""One stem names a function everywhere: folder, logical id, test, whole events, runbook."""

import re

import pytest

from tests.architecture.repository import (
    DOCS,
    FUNCTIONS,
    ROOT,
    TEMPLATE,
    TESTS,
    function_names,
    headings,
    logical_id,
)

EVENTS = ROOT / "events" / "functions"


def test_each_function_has_a_resource() -> None:
    """Folders of functions/ and functions of the template are the same set."""
    declared = re.findall(r"^  (\w+Function):$", TEMPLATE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(declared) == sorted(map(logical_id, function_names()))


@pytest.mark.parametrize("name", function_names())
def test_each_function_is_a_verb_with_a_noun(name: str) -> None:
    """A function's name is verb_noun in lower case."""
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", name)


@pytest.mark.parametrize("name", function_names())
def test_each_function_is_a_package(name: str) -> None:
    """A function's folder is a package, else the import contracts would not see it."""
    assert (FUNCTIONS / name / "__init__.py").is_file()


@pytest.mark.parametrize("name", function_names())
def test_each_function_has_its_test(name: str) -> None:
    """tests/functions/test_<name>.py tests functions/<name>/handler.py."""
    assert (TESTS / "functions" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", function_names())
def test_each_function_has_an_event_to_invoke_it_with(name: str) -> None:
    """events/functions/<name>/ holds at least one whole Lambda event, for `make invoke` and the tests."""
    assert list((EVENTS / name).glob("*.json"))


def test_each_event_belongs_to_a_function() -> None:
    """No folder of whole events is left behind by a function that is gone."""
    assert {path.name for path in EVENTS.iterdir() if path.is_dir()} <= set(function_names())


@pytest.mark.parametrize("name", function_names())
def test_each_function_is_in_the_runbook(name: str) -> None:
    """The runbook has a heading for the function."""
    assert name in headings(DOCS / "runbook.md")
