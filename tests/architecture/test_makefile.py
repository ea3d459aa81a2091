"""The Makefile is the list of what one can do, and each line of it can be done."""

import re
import subprocess

import pytest

from tests.architecture.repository import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROMISED = (
    "demo",
    "test",
    "smoke",
    "trial",
    "bench",
    "import",
    "deploy",
    "logs",
    "replay",
    "redrive",
    "invoke",
    "format",
)


def _make(*arguments: str) -> str:
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("verb", PROMISED)
def test_make_alone_prints_each_verb(verb: str) -> None:
    """`make` without a verb prints what there is, each with a line of explanation."""
    assert re.search(rf"^  make {verb} +\w", _make(), re.MULTILINE)


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ((?:infra|tests)[\w.]*)", MAKEFILE))))
def test_each_verb_runs_something(module: str) -> None:
    """Every module that a verb runs exists."""
    path = ROOT / module.replace(".", "/")
    assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


def test_ci_runs_the_tests_and_nothing_else() -> None:
    """What a push has to pass is `make test`, from nothing."""
    script = ROOT / ".ci" / "run"
    commands = [
        line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert commands[-1] == "exec make test"
    assert script.stat().st_mode & 0o111
