"""Every invariant is broken once, in a copy, and its tests must notice."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.repository import ROOT

BREAKS = tomllib.loads((ROOT / "tests" / "architecture" / "breaks.toml").read_text("utf-8"))["break"]
COPIED = ("shared", "functions", "tests", "events", "infra", "docs", "layers", "requirements")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code and its tests, free to be broken."""
    root = tmp_path_factory.mktemp("copy")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "Makefile", "samconfig.toml"):
        shutil.copy(ROOT / file, root)
    return root


@pytest.mark.trial
@pytest.mark.parametrize("entry", BREAKS, ids=lambda entry: f"{entry['invariant']}-{entry['what']}")
def test_a_break_is_noticed(copy: Path, entry: dict[str, Any]) -> None:
    """The tests that hold an invariant pass, and fail as soon as it is broken."""
    path = copy / entry["file"]
    whole = path.read_text("utf-8")
    try:
        path.write_text(whole.replace(entry["before"], entry["after"]), "utf-8")
        broken = _run(copy, entry["test"])
    finally:
        path.write_text(whole, "utf-8")
    print(f"\n{entry['invariant']}: {entry['what']} {broken.stdout.strip().splitlines()[-1]}")
    # 1: tests failed; anything else: they could not even begin.
    assert broken.returncode == 1, broken.stdout[-2000:] + broken.stderr[-2000:]
    assert _run(copy, entry["test"]).returncode == 0


def _run(root: Path, tests: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests.split()]
    environment = {**os.environ, "PYTHONPATH": "", "COLUMNS": "200"}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
