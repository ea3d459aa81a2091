"""Prints how fast the embedded engine is: one process, one thread of linear algebra. `python -m infra.training.speed`."""

import os
import resource
import sys
from subprocess import run
from time import perf_counter, process_time

from aftersales.engines import second_encoder
from aftersales.engines.embedded import EmbeddedReader
from infra.local.template import ROOT
from infra.training.inbox import inbox

_TEXTS = 1000
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_FIRST = "from aftersales.engines.embedded import *; read_one(Text('Where is my order?'))"


def measured() -> str:
    """Return the figures of a process of its own, told to use one thread."""
    one_thread = os.environ | dict.fromkeys(_THREADS, "1")
    made = run(
        [sys.executable, "-m", "infra.training.speed"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=one_thread | {"PYTHONPATH": f"{ROOT / 'shared'}{os.pathsep}{ROOT}"},
    )
    return made.stdout.strip()


def main() -> None:
    """Read the texts in batches of ten, as the queue gives them, after one to warm up; then start afresh for one text."""
    texts = (list(inbox()) * 2)[:_TEXTS]
    reader = EmbeddedReader()
    reader.read(texts[:10])
    worked, passed = process_time(), perf_counter()
    for start in range(0, len(texts), 10):
        reader.read(texts[start : start + 10])
    worked, passed = process_time() - worked, perf_counter() - passed
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    cold, cold_passed, cold_memory = _cold()
    second = "with" if second_encoder.is_here() else "without"
    print(
        f"{_TEXTS:,} texts of the demo's inbox, one process, one thread, {second} the second encoder: "
        f"{_TEXTS / worked:,.0f} a second of CPU ({_TEXTS / passed:,.0f} by the clock of this machine), {memory} MiB at most, the "
        f"demo's world among it; the first text of a fresh process {cold:.1f} s of CPU ({cold_passed:.1f} by the clock), "
        f"{cold_memory} MiB"
    )


def _cold() -> tuple[float, float, int]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    run([sys.executable, "-c", _FIRST], check=True, env=os.environ | {"PYTHONPATH": f"{ROOT / 'shared'}"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return worked, perf_counter() - start, after.ru_maxrss // 1024


if __name__ == "__main__":
    main()
