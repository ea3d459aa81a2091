"""The documents are true: what they name exists, and what exists is named."""

import ast
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from aftersales.deliveries.webhook import Outcome
from tests.architecture.repository import DOCS, PACKAGE, ROOT, function_names, headings, inside, sources, tree

PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
VERBS = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
ADRS = sorted((DOCS / "adr").glob("0*.md"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=inside)
def test_commands_exist(page: Path) -> None:
    """Every `make <verb>` that a page mentions is a verb of the Makefile."""
    code = re.findall(r"```sh\n(.*?)```|`(make [^`]*)`", _text(page), re.DOTALL)
    named = {
        verb for block in code for part in block for verb in re.findall(r"^make ([a-z]+)", part, re.MULTILINE)
    }
    assert named <= VERBS


@pytest.mark.parametrize("page", PAGES, ids=inside)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page is a file of this repository."""
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", _text(page))
    assert [target for target in targets if not (page.parent / unquote(target)).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=inside)
def test_paths_exist(page: Path) -> None:
    """A path in back-quotes that begins with one of our folders is there; `<…>` and `…` stand for any name."""
    named = re.findall(r"`((?:docs|events|functions|infra|layers|shared|tests)/[^`\s]*)`", _text(page))
    assert [path for path in named if not _exists(path)] == []


def _exists(path: str) -> bool:
    pattern = re.sub(r"<[^>]*>|…", "*", path).rstrip("/")
    return any(ROOT.glob(pattern))


def test_readmes_say_the_same() -> None:
    """Both languages show the same commands and lead to the same pages."""
    english, chinese = (
        (
            re.findall(r"^make \w+", _text(page), re.MULTILINE),
            sorted(re.findall(r"\]\(((?!README)[^)]+)\)", _text(page))),
        )
        for page in READMES
    )
    assert english == chinese


@pytest.mark.parametrize("page", READMES, ids=inside)
def test_readme_is_short(page: Path) -> None:
    """A README has one picture, two commands and fits on a screen."""
    text = _text(page)
    assert len(re.findall(r"^!\[", text, re.MULTILINE)) == 1
    assert len(re.findall(r"^make ", text, re.MULTILINE)) == 2
    assert len(text.splitlines()) <= 30


def test_prose_is_shorter_than_code() -> None:
    """The documents together are shorter than the product."""
    prose = sum(len(_text(page).splitlines()) for page in PAGES)
    assert prose < sum(len(_text(path).splitlines()) for path in sources("shared", "functions"))


def test_stack_is_drawn_whole() -> None:
    """The architecture page names every package of the stack."""
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    drawn = set(re.findall(r"`(\w+)`", _text(DOCS / "architecture.md").partition("## The stack")[2]))
    assert packages - drawn == set()


def test_diagram_shows_every_function() -> None:
    """The one diagram names every function that there is."""
    diagram = _text(DOCS / "architecture.md").split("```")[1]
    assert [name for name in function_names() if name not in diagram] == []


def _methods_of_the_table() -> set[str]:
    return {
        f"{owner.name}.{method.name}"
        for path in sources("shared/aftersales/aws")
        for owner in ast.walk(tree(path))
        if isinstance(owner, ast.ClassDef) and owner.name.startswith("Dynamo")
        for method in owner.body
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_")
    }


def test_each_access_pattern_has_its_method() -> None:
    """The data model lists exactly the public methods of the table's adapters."""
    rows = _text(DOCS / "data-model.md").partition("## Access patterns")[2]
    assert set(re.findall(r"`(Dynamo\w+\.\w+)`", rows)) == _methods_of_the_table()


def test_keys_are_written_as_they_are_made() -> None:
    """Every key prefix that the data model shows is one that the table's adapters write."""
    written = "".join(_text(path) for path in sources("shared/aftersales/aws"))
    shown = set(re.findall(r"\b([A-Z]+#)", _text(DOCS / "data-model.md")))
    assert [prefix for prefix in sorted(shown) if prefix not in written] == []


def test_nothing_scans() -> None:
    """No code of the product asks DynamoDB for a scan."""
    scans = re.compile(r"""\.scan\(|["']scan["']""")
    assert [inside(path) for path in sources("shared", "functions") if scans.search(_text(path))] == []


def test_each_outcome_is_in_the_runbook() -> None:
    """An outcome is a metric, and what to do about it stands in the runbook."""
    assert {outcome.value for outcome in Outcome} <= headings(DOCS / "runbook.md")


def test_alarms_lead_to_the_runbook() -> None:
    """Every alarm's description leads to a heading of the runbook that exists."""
    anchors = {
        re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings(DOCS / "runbook.md")
    }
    alarms = re.findall(r"AlarmDescription: .*", _text(ROOT / "infra" / "monitoring.yaml"))
    assert alarms
    led = [re.search(r"docs/runbook\.md#(\S+)", alarm) for alarm in alarms]
    assert [
        alarm for alarm, found in zip(alarms, led, strict=True) if not found or found[1] not in anchors
    ] == []


@pytest.mark.parametrize("page", ADRS, ids=inside)
def test_decision_fits_on_a_page(page: Path) -> None:
    """A decision has a context, the decision, what enforces it and which kind of door it is, and is listed."""
    text = _text(page)
    parts = ("**Context.**", "**Decision.**", "**Enforced by**", "**Door:**")
    assert [part for part in parts if part not in text] == []
    assert len(text.splitlines()) <= 40
    assert f"({page.name})" in _text(DOCS / "adr" / "README.md")
