"""Figures at scale: full rebuilds and refreshes against bare DuckDB, and what people wait for at two sizes of a workspace.

Each measurement runs in a process of its own (`python -m tests.bench.figures JOB FOLDER WORK`), which prints seconds, CPU and peak memory.
BENCH_FACTS is the larger workspace's size. `tests.bench.bare` says what bare DuckDB does.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from shutil import rmtree
from subprocess import PIPE, run
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from aftersales.desk.figures import HEADLINES
from aftersales.lake.refresh import EVERYTHING, Scope, refresh
from aftersales.metrics.catalogue import CONTRACTS, contract
from aftersales.records.workspace import Settings
from infra.local.history.copies import write_copies
from infra.local.history.pattern import pattern
from infra.local.seller.world import build
from tests.bench import bare
from tests.bench.asking import ask

SMALL, LARGE = 50_000, int(os.environ.get("BENCH_FACTS", "5000000"))
SETTINGS = Settings(workspace="history", name="History", zone="Asia/Shanghai")
GOAL_MS, GOAL_APART = 200, 1.5
GOAL_TIMES, GOAL_MB, GOAL_SECONDS = 3, 256, 300
SIZES = {"small": SMALL, "large": LARGE}
_ORDERS, _HALF_YEARS = 1000, 5
_HEADLINES = Scope(contracts=tuple(contract(name) for name in HEADLINES), quick=(), all=())


class FolderObjects:
    """Plays `Objects` of the lake with a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, key: str) -> bytes:
        """Read a file."""
        return (self.root / key).read_bytes()

    def put(self, key: str, body: bytes) -> None:
        """Write a file."""
        (self.root / key).parent.mkdir(parents=True, exist_ok=True)
        (self.root / key).write_bytes(body)

    def delete(self, key: str) -> None:
        """Remove a file."""
        (self.root / key).unlink(missing_ok=True)

    def list(self, prefix: str) -> dict[str, str]:
        """List files; size and time stand for the etag."""
        top = self.root / prefix
        paths = [top] if top.is_file() else top.rglob("*")
        return {
            str(path.relative_to(self.root)): f"{path.stat().st_size}-{path.stat().st_mtime_ns}"
            for path in paths
            if path.is_file()
        }


def _history(root: Path, _: Path) -> dict[str, float]:
    """Simulate half a year once, and repeat it into a lake of each size."""
    model = pattern(build(now=datetime.now(UTC), orders=_ORDERS), SETTINGS.workspace, _HALF_YEARS)
    return {
        name: write_copies(model, root / name, SETTINGS.workspace, facts) for name, facts in SIZES.items()
    }


def _rebuild(scope: Scope) -> Callable[[Path, Path], dict[str, float]]:
    def job(lake: Path, work: Path) -> dict[str, float]:
        for exported in ("cubes", "ledger", "tables"):
            rmtree(lake / exported, ignore_errors=True)
        return _refreshed(lake, work, scope)

    return job


def _refreshed(lake: Path, work: Path, scope: Scope = EVERYTHING) -> dict[str, float]:
    return {"objects": refresh(FolderObjects(lake), work, SETTINGS, {}, datetime.now(UTC), scope).objects}


def _one_batch(lake: Path, work: Path) -> dict[str, float]:
    """A refresh after a batch of new records, as the schedule makes it in a function that is still warm."""
    month = max(lake.glob("facts/*/month=*"))
    renamed = "id || '~new' AS id, entity || '~new' AS entity"
    new = f"SELECT * REPLACE ({renamed}) FROM read_parquet('{month}/*.parquet') USING SAMPLE 200"  # noqa: S608 our own folder
    duckdb.execute(f"COPY ({new}) TO '{month / 'one-batch.parquet'}' (FORMAT parquet)")
    return _refreshed(lake, work)


JOBS: Mapping[str, Callable[[Path, Path], dict[str, float]]] = {
    "history": _history,
    "bare headlines": bare.headlines,
    "bare contracts": lambda lake, work: bare.contracts(lake, work, SETTINGS),
    "headlines": _rebuild(_HEADLINES),
    "everything": _rebuild(EVERYTHING),
    "one batch": _one_batch,
    "ask": lambda lake, work: ask(FolderObjects(lake), work, SETTINGS),
}
_FLOORS = {
    "bare headlines": f"bare DuckDB, {len(bare.HEADLINES)} headline figures",
    "bare contracts": f"bare DuckDB, all {len(CONTRACTS)} contracts, nothing written",
}
_BUILDS = {
    "headlines": (f"parse, rebuild {len(_HEADLINES.contracts)} headline contracts", "bare headlines"),
    "everything": (f"rebuild {len(CONTRACTS)} contracts, export all of it", "bare contracts"),
    "one batch": ("refresh after one more batch", "bare contracts"),
}


def measure(say: Callable[[str], None]) -> None:
    """Print all measurements; histories are written into a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        facts = _in_process("history", root, root)
        say(
            f"  histories of {facts['small']:,.0f} and {facts['large']:,.0f} facts in {facts['seconds']:.0f} s"
        )
        asked = {}
        for name in SIZES:
            say(
                f"  {facts[name]:,.0f} facts: CPU, × of its floor (goal {GOAL_TIMES} ×), memory beyond it (goal {GOAL_MB} MB)"
            )
            _print_builds(root / name, root / f"work-{name}", say, is_large=name == "large")
            asked[name] = _in_process("ask", root / name, root / f"ask-{name}")
    say(
        f"  {f'goals: p99 {GOAL_MS} ms, CPU {GOAL_APART} × apart':<52}{facts['small']:>12,.0f}{facts['large']:>12,.0f} facts"
    )
    for name in sorted(asked["large"].keys() - {"mb", "cpu", "seconds"}):
        small, large = asked["small"][name] * 1000, asked["large"][name] * 1000
        is_goal = "dashboard" in name or "page" in name
        missed = _missed(is_goal and name.endswith("p99") and large > GOAL_MS, f"{GOAL_MS} ms")
        # How far apart: of the CPU, for a busy machine moves the slowest of a few dozen answers at will.
        apart = _missed(is_goal and name.endswith("CPU") and large > GOAL_APART * small, f"{GOAL_APART} ×")
        say(f"  {name:<52}{small:9.1f} ms{large:9.1f} ms{large / small:7.2f} ×{missed}{apart}")


def _print_builds(lake: Path, work: Path, say: Callable[[str], None], *, is_large: bool) -> None:
    floors = {name: _in_process(name, lake, work / "bare") for name in _FLOORS}
    for name, words in _FLOORS.items():
        say(f"  {words:<52}{floors[name]['cpu']:7.1f} s{'':9}{floors[name]['mb']:6.0f} MB")
    for job, (words, floor) in _BUILDS.items():
        # One folder for all of them: what the first has parsed the next need not parse again, as in a warm function.
        done = _in_process(job, lake, work / "parts")
        # CPU and not the clock, so that a busy machine measures the same.
        times, more = done["cpu"] / floors[floor]["cpu"], done["mb"] - floors["bare headlines"]["mb"]
        missed = _missed(is_large and times > GOAL_TIMES, f"{GOAL_TIMES} ×") + _missed(
            is_large and more > GOAL_MB, f"{GOAL_MB} MB"
        )
        late = _missed(job == "one batch" and done["seconds"] > GOAL_SECONDS, f"{GOAL_SECONDS} s")
        headlines = done["cpu"] / floors["bare headlines"]["cpu"]
        say(
            f"  {words:<52}{done['cpu']:7.1f} s{times:6.1f} ×{more:+8.0f} MB   ({headlines:.1f} × of the bare headlines,"
            f" {done['seconds']:.0f} s by the clock){missed}{late}"
        )


def _missed(is_so: bool, goal: str) -> str:  # noqa: FBT001 — says of what it is told
    return f"  (missed: {goal})" if is_so else ""


def _in_process(job: str, lake: Path, work: Path) -> dict[str, float]:
    work.mkdir(parents=True, exist_ok=True)
    done = run(
        [sys.executable, "-m", "tests.bench.figures", job, str(lake), str(work)], check=True, stdout=PIPE
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Run one job and print what it took."""
    job, lake, work = sys.argv[1:]
    Path(work).mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    found = JOBS[job](Path(lake), Path(work)) | {"seconds": perf_counter() - began}
    used = getrusage(RUSAGE_SELF)
    print(json.dumps(found | {"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
