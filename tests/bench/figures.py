"""Figures at scale: full rebuilds against bare DuckDB, and what people wait for at two sizes of a workspace.

Each measurement runs in a process of its own (`python -m tests.bench.figures JOB FOLDER WORK`), which prints seconds, CPU and peak memory.
BENCH_FACTS is the larger workspace's size. Bare DuckDB answers the four headline figures, week by week, straight from the Parquet
files of the lake, and no more: no filters, no knowledge of then, no rows to open, nothing written.
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
from tests.bench.asking import ask

SMALL, LARGE = 50_000, int(os.environ.get("BENCH_FACTS", "5000000"))
SETTINGS = Settings(workspace="history", name="History", zone="Asia/Shanghai")
GOAL_MS, GOAL_APART = 200, 1.5
SIZES = {"small": SMALL, "large": LARGE}
_ORDERS, _HALF_YEARS = 4000, 5
_HEADLINES = Scope(contracts=tuple(contract(name) for name in HEADLINES), quick=(), all=())

# What anybody would write who wants these sums from these files and nothing else: one statement per headline figure, a sum per week.
_BARE = {
    "return_rate.units.by_order": """
WITH sold AS (
  SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'order' GROUP BY entity
), lines AS (
  SELECT p ->> 'key' AS key, CAST(p ->> 'placed_at' AS TIMESTAMP) AS placed_at,
    unnest(from_json(p -> 'lines', '[{"key":"VARCHAR","sku":"VARCHAR","shipped":"BIGINT"}]')) AS line
  FROM sold WHERE p ->> 'status' <> 'cancelled'
), back AS (
  SELECT p ->> 'order' AS key, line.line AS line, sum(line.quantity) AS units FROM (
    SELECT p, unnest(from_json(p -> 'lines', '[{"line":"VARCHAR","quantity":"BIGINT"}]')) AS line
    FROM (SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'return' GROUP BY entity)
    WHERE p ->> 'status' <> 'cancelled') GROUP BY ALL
)
SELECT date_trunc('week', placed_at + INTERVAL 8 HOUR) AS week, sum(least(lines.line.shipped, coalesce(units, 0))), sum(lines.line.shipped)
FROM lines LEFT JOIN back ON back.key = lines.key AND back.line = lines.line.key GROUP BY 1""",
    "refund_rate.orders.by_order": """
WITH sold AS (
  SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'order' GROUP BY entity
), back AS (
  SELECT DISTINCT p ->> 'order' AS key FROM (
    SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'refund' GROUP BY entity)
  WHERE p ->> 'status' = 'settled'
)
SELECT date_trunc('week', CAST(p ->> 'placed_at' AS TIMESTAMP) + INTERVAL 8 HOUR) AS week, count(back.key), count(*)
FROM sold LEFT JOIN back ON back.key = p ->> 'key' WHERE CAST(p ->> 'paid' AS BOOLEAN) GROUP BY 1""",
    "neg_review_rate.by_review": """
SELECT date_trunc('week', CAST(p ->> 'posted_at' AS TIMESTAMP) + INTERVAL 8 HOUR) AS week,
  sum(CASE WHEN CAST(p ->> 'stars' AS INTEGER) <= 3 THEN 1 ELSE 0 END), count(*)
FROM (SELECT arg_max(payload, version || id) AS p FROM facts WHERE type = 'review' GROUP BY entity)
WHERE p ->> 'stars' IS NOT NULL GROUP BY 1""",
    "first_response": """
SELECT date_trunc('week', answered + INTERVAL 8 HOUR) AS week, median(epoch(answered - asked) / 3600), count(*)
FROM (SELECT CAST(p ->> 'first_answer_at' AS TIMESTAMP) AS answered, CAST(p ->> 'first_asked_at' AS TIMESTAMP) AS asked
  FROM (SELECT arg_max(payload, seen) AS p FROM cases GROUP BY home, number))
WHERE answered >= asked GROUP BY 1""",
}


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


def _bare(lake: Path, work: Path) -> dict[str, float]:
    with duckdb.connect() as database:
        database.execute(
            f"SET threads = 2; SET memory_limit = '1200MB'; SET temp_directory = '{work / 'bare'}'"
        )
        for name, folder in (("facts", "facts/*/*/*.parquet"), ("cases", "cases/*/*.parquet")):
            rows = f"SELECT * FROM read_parquet('{lake / folder}')"  # noqa: S608 our own folder
            database.execute(f"CREATE VIEW {name} AS {rows}")
        for sql in _BARE.values():
            database.execute(sql).fetchall()
    return {}


JOBS: Mapping[str, Callable[[Path, Path], dict[str, float]]] = {
    "history": _history,
    "bare": _bare,
    "headlines": _rebuild(_HEADLINES),
    "everything": _rebuild(EVERYTHING),
    "one batch": _one_batch,
    "ask": lambda lake, work: ask(FolderObjects(lake), work, SETTINGS),
}
_BUILDS = {
    "headlines": f"parse, and rebuild those {len(_HEADLINES.contracts)} figures' contracts",
    "everything": f"rebuild all {len(CONTRACTS)} contracts, export ledger, cubes, tables",
    "one batch": "refresh after one more batch",
}


def measure(say: Callable[[str], None]) -> None:
    """Print all measurements; histories are written into a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        facts = _in_process("history", root, root)
        asked = {}
        for name in SIZES:
            say(f"  {facts[name]:,.0f} facts: CPU and peak memory, set against bare DuckDB's")
            _print_builds(root / name, root / f"work-{name}", say)
            asked[name] = _in_process("ask", root / name, root / f"ask-{name}")
    say(f"  {'':<52}{facts['small']:>12,.0f}{facts['large']:>12,.0f} facts")
    for name in sorted(asked["large"].keys() - {"mb", "cpu", "seconds"}):
        small, large = asked["small"][name] * 1000, asked["large"][name] * 1000
        missed = "  (missed: 200 ms)" if name.endswith("p99") and large > GOAL_MS else ""
        apart = "  (missed: 1.5 ×)" if name.endswith("p99") and large > GOAL_APART * small else ""
        say(f"  {name:<52}{small:9.1f} ms{large:9.1f} ms{large / small:7.2f} ×{missed}{apart}")


def _print_builds(lake: Path, work: Path, say: Callable[[str], None]) -> None:
    bare = _in_process("bare", lake, work / "bare")
    say(
        f"  {f'bare DuckDB, {len(_BARE)} figures from the Parquet files':<64}{bare['cpu']:7.1f} s{bare['mb']:9.0f} MB"
    )
    for job, words in _BUILDS.items():
        # One folder for all of them: what the first has parsed the next need not parse again, as in a warm function.
        done = _in_process(job, lake, work / "parts")
        # CPU and not the clock, so that a busy machine measures the same.
        say(
            f"  {words:<64}{done['cpu']:7.1f} s{done['cpu'] / bare['cpu']:6.1f} ×"
            f"{done['mb'] - bare['mb']:+8.0f} MB   ({done['seconds']:.0f} s by the clock)"
        )


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
