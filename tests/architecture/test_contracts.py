"""Each contract of pyproject.toml is broken, in a copy, and must notice."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]

# contract, the package that breaks it, what a new module there imports
BREAKS = [
    ("stack", "aftersales.records", "aftersales.cases"),
    ("stack", "aftersales.cases", "aftersales.metrics"),
    ("stack", "aftersales.policies", "aftersales.cases"),
    ("stack", "aftersales.desk", "aftersales.outreach"),
    ("top", "aftersales.wiring", "functions"),
    ("core", "aftersales.intake", "os"),
    ("core", "aftersales.records", "time"),
    ("core", "aftersales.platforms", "boto3"),
    ("platforms", "aftersales.platforms", "aftersales.platforms.shopify"),
    ("functions", "functions", "functions.receive_webhook"),
    ("adapters", "aftersales.telemetry", "aftersales.aws"),
    ("adapters", "functions", "aftersales.web"),
    ("handlers", "functions", "aftersales.lake"),
    ("handlers", "functions", "boto3"),
    ("network", "aftersales.aws", "httpx"),
]


def _copy(root: Path) -> Path:
    """The packages and their contracts, free to be broken."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.json", "*.html", "*.po", "static")
    for folder in ("shared", "functions"):
        shutil.copytree(ROOT / folder, root / folder, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    # Wide, so that no line of what it says is broken.
    environment = {**os.environ, "PYTHONPATH": f"{root / 'shared'}{os.pathsep}{root}", "COLUMNS": "300"}
    return subprocess.run(
        [str(LINT), "--no-logo", "--no-cache"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """Contract → the illegal imports that it names, in a copy with a module for each break: `a.b -> c`."""
    root = _copy(tmp_path_factory.mktemp("broken"))
    for number, (_, package, imported) in enumerate(BREAKS):
        path = root / ("" if package.startswith("functions") else "shared") / package.replace(".", "/")
        # A package of its own, as platforms and functions are.
        path = path / f"breaks{number}"
        path.mkdir()
        (path / "__init__.py").write_text(f"import {imported}\n", encoding="utf-8")
    result = _lint(root)
    assert result.returncode == 1, result.stderr
    found: dict[str, set[str]] = {}
    names = {one["name"]: one["id"] for one in CONTRACTS}
    contract = ""
    for line in result.stdout.partition("Broken contracts")[2].splitlines():
        contract = names.get(line.strip(), contract)
        if " -> " in line:
            found.setdefault(contract, set()).add(line.strip("- ").partition(" (l.")[0])
    return found


def test_each_contract_is_tried() -> None:
    """No contract stands here untried, and none is tried that does not exist."""
    assert {contract["id"] for contract in CONTRACTS} == {contract for contract, _, _ in BREAKS}


def test_code_keeps_the_contracts(tmp_path: Path) -> None:
    """The code as it is keeps every contract, so a break below is the break that was put there."""
    result = _lint(_copy(tmp_path))
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("number", "contract", "package", "imported"), [(n, *one) for n, one in enumerate(BREAKS)]
)
def test_contract_notices_its_break(
    said: Mapping[str, set[str]], number: int, contract: str, package: str, imported: str
) -> None:
    """The contract fails at the very module that breaks it."""
    assert f"{package}.breaks{number} -> {imported}" in said[contract]


def test_every_package_has_its_place(tmp_path: Path) -> None:
    """A package that stands nowhere in the stack is noticed, though it imports nothing."""
    root = _copy(tmp_path)
    (root / "shared" / "aftersales" / "newcomer").mkdir()
    (root / "shared" / "aftersales" / "newcomer" / "__init__.py").touch()
    result = _lint(root)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "newcomer" in result.stdout
