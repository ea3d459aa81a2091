"""Each contract of pyproject.toml is broken once, in a copy, and must notice."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]

# contract, the file that breaks it, its text
BREAKS = [
    ("stack", "shared/aftersales/records/breaks.py", "import aftersales.cases"),
    ("stack", "shared/aftersales/cases/breaks.py", "import aftersales.metrics"),
    ("stack", "shared/aftersales/policies/breaks.py", "import aftersales.cases"),
    ("stack", "shared/aftersales/desk/breaks.py", "import aftersales.outreach"),
    ("stack", "shared/aftersales/newcomer/__init__.py", ""),
    ("top", "shared/aftersales/wiring/breaks.py", "import functions"),
    ("core", "shared/aftersales/intake/breaks.py", "import os"),
    ("core", "shared/aftersales/records/breaks.py", "from time import time"),
    ("core", "shared/aftersales/platforms/breaks.py", "import boto3"),
    ("platforms", "shared/aftersales/platforms/breaks/__init__.py", "import aftersales.platforms.shopify"),
    ("functions", "functions/breaks/__init__.py", "import functions.receive_webhook"),
    ("adapters", "shared/aftersales/telemetry/breaks.py", "import aftersales.aws"),
    ("adapters", "functions/breaks.py", "import aftersales.web"),
    ("handlers", "functions/breaks.py", "import aftersales.lake"),
    ("handlers", "functions/breaks.py", "import boto3"),
    ("network", "shared/aftersales/aws/breaks.py", "import httpx"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and their contracts, free to be broken."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.json", "*.html", "*.po", "static")
    for folder in ("shared", "functions"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _lint(root: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    wanted = [argument for contract in contracts for argument in ("--contract", contract)]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'shared'}{os.pathsep}{root}"}
    return subprocess.run(
        [str(LINT), "--no-logo", "--no-cache", *wanted],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_contract_is_tried() -> None:
    """No contract stands here untried, and none is tried that does not exist."""
    assert {contract["id"] for contract in CONTRACTS} == {contract for contract, _, _ in BREAKS}


def test_code_keeps_the_contracts(copy: Path) -> None:
    """The code as it is keeps every contract, so a break below is the break that was put there."""
    result = _lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("contract", "file", "text"), BREAKS)
def test_contract_notices_its_break(copy: Path, contract: str, file: str, text: str) -> None:
    """The contract fails as soon as one file breaks it."""
    path = copy / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{text}\n", encoding="utf-8")
    result = _lint(copy, contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout
