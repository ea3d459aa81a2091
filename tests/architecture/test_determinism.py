"""The core is deterministic: time, ids and chance are passed in."""

import ast
from pathlib import Path

import pytest

from tests.architecture.repository import PACKAGE, inside, sources, tree

CORE = (
    *("intake", "desk", "outreach", "privacy", "reports", "accounts", "platforms", "deliveries"),
    *("cases", "customers", "language", "metrics", "policies", "records"),
)
# Each of these reads a clock, whatever it is called on.
CLOCKS = {"now", "utcnow", "today", "monotonic", "perf_counter", "time_ns"}


def _clock_calls(code: ast.AST) -> list[str]:
    return [
        ast.unparse(node.func)
        for node in ast.walk(code)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]


@pytest.mark.parametrize("package", CORE)
def test_the_core_reads_no_clock(package: str) -> None:
    """I12: nothing of the core asks what time it is; that it can import neither clock, chance nor environment is a contract."""
    files = sources(f"{inside(PACKAGE)}/{package}")
    assert files
    assert {inside(path): calls for path in files if (calls := _clock_calls(tree(path)))} == {}


@pytest.mark.parametrize(
    ("code", "reads"),
    [("datetime.now(UTC)", True), ("date.today()", True), ("at.date()", False), ("now + span", False)],
)
def test_a_clock_is_recognised(code: str, *, reads: bool) -> None:
    """Reading a clock is found, and what was passed in is left alone."""
    assert bool(_clock_calls(ast.parse(code))) is reads


def test_every_package_is_core_or_adapter() -> None:
    """A new package is not forgotten here."""
    outer = {"wiring", "telemetry", "aws", "lake", "mail", "web", "engines"}
    packages = {path.parent.name for path in Path(PACKAGE).glob("*/__init__.py")}
    assert packages == outer | set(CORE)
