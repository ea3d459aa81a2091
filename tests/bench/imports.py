"""What a function costs before its first event: CPU of a fresh process that imports it, against one that imports nothing."""

import os
import resource
import subprocess
import sys

from tests.architecture.repository import ROOT, function_names

ROUNDS = 9


def measure() -> list[tuple[str, float, float]]:
    """Return (function, milliseconds, ratio to an empty handler) for each function, the lightest first."""
    empty = _least_ms("def handler(event, context): return None")
    figures = {name: _least_ms(f"import functions.{name}.handler") for name in function_names()}
    return sorted(((name, ms, ms / empty) for name, ms in figures.items()), key=lambda row: row[1])


def _least_ms(statement: str) -> float:
    return min(_cpu_ms(statement) for _ in range(ROUNDS))


def _cpu_ms(statement: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    path = f"{ROOT / 'shared'}{os.pathsep}{ROOT}"
    subprocess.run(
        [sys.executable, "-c", statement], check=True, env={"PATH": os.environ["PATH"], "PYTHONPATH": path}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
