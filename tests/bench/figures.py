"""Figures at scale: a full rebuild against bare DuckDB, a dashboard, a drill-down and a report at two sizes of a workspace.

Each measurement runs in a process of its own (`python -m tests.bench.figures JOB FOLDER WORK`), which prints seconds, CPU and peak memory.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from subprocess import PIPE, run
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from aftersales.desk.figures import HEADLINES, make_overview
from aftersales.lake.cubes import CubeLake
from aftersales.lake.refresh import EVERYTHING, Scope, refresh
from aftersales.metrics.catalogue import contract
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import Period, last_whole_week
from aftersales.records.workspace import Settings

SMALL, LARGE = 50_000, int(os.environ.get("BENCH_FACTS", "5000000"))
SETTINGS = Settings(workspace="history", name="History", zone="Asia/Shanghai")
ROUNDS = 60
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


def _rebuild(scope: Scope) -> Callable[[Path, Path], dict[str, float]]:
    def job(lake: Path, work: Path) -> dict[str, float]:
        began = perf_counter()
        refresh(FolderObjects(lake), work, SETTINGS, {}, datetime.now(UTC), scope)
        return {"seconds": perf_counter() - began}

    return job


def _bare(lake: Path, work: Path) -> dict[str, float]:
    began = perf_counter()
    with duckdb.connect() as database:
        database.execute(
            f"SET threads = 2; SET memory_limit = '1200MB'; SET temp_directory = '{work / 'bare'}'"
        )
        for name, folder in (("facts", "facts/*/*/*.parquet"), ("cases", "cases/*/*.parquet")):
            rows = f"SELECT * FROM read_parquet('{lake / folder}')"  # noqa: S608 our own folder
            database.execute(f"CREATE VIEW {name} AS {rows}")
        for sql in _BARE.values():
            database.execute(sql).fetchall()
    return {"seconds": perf_counter() - began}


def _ask(lake: Path, work: Path) -> dict[str, float]:
    now = datetime.now(UTC)
    cubes = CubeLake(SETTINGS, FolderObjects(lake), work / "reader")
    began = perf_counter()
    cubes.refresh()
    evaluator = Evaluator(lake=cubes, settings=SETTINGS, as_of=now, draw=Random(1).randrange)
    make_overview(evaluator, SETTINGS, now)
    found = {"cold": perf_counter() - began}
    week = last_whole_week(now, SETTINGS.zone)
    jobs: dict[str, Callable[[Period], object]] = {
        "dashboard": lambda period: evaluator.comparisons([(name, None) for name in HEADLINES], period),
        "front page": lambda _: make_overview(evaluator, SETTINGS, now),
        "drill-down": lambda period: evaluator.rows("return_rate.units.by_order", period, limit=100),
    }
    for name, job in jobs.items():
        times = []
        for number in range(ROUNDS):
            period = week.earlier(7 * (number % 20))
            start = perf_counter()
            job(period)
            times.append(perf_counter() - start)
        times.sort()
        found[f"{name} p50"], found[f"{name} p99"] = times[len(times) // 2], times[int(len(times) * 0.99)]
    return found


JOBS: Mapping[str, Callable[[Path, Path], dict[str, float]]] = {
    "bare": _bare,
    "headlines": _rebuild(_HEADLINES),
    "everything": _rebuild(EVERYTHING),
    "ask": _ask,
}


def measure(say: Callable[[str], None]) -> None:
    """Print all measurements; histories are written into a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        asked = {facts: _of_size(Path(folder), facts, say) for facts in (SMALL, LARGE)}
    for name in asked[LARGE]:
        small, large = asked[SMALL][name] * 1000, asked[LARGE][name] * 1000
        say(f"  {name:<34} {small:9.1f} ms {large:9.1f} ms {large / small:7.2f} ×")


def _of_size(folder: Path, facts: int, say: Callable[[str], None]) -> dict[str, float]:
    lake = folder / str(facts)
    history = ["-m", "infra.local.history", "--facts", str(facts), "--folder", str(lake)]
    run([sys.executable, *history], check=True, stdout=PIPE)
    bare = _in_process("bare", lake, folder / "bare")
    for job in ("headlines", "everything"):
        for exported in ("cubes", "ledger", "tables"):
            run(["rm", "-rf", str(lake / exported)], check=True)
        done = _in_process(job, lake, folder / f"{job}-{facts}")
        # CPU and not the clock, so that a busy machine measures the same.
        say(
            f"  {f'{facts:,} facts, rebuild of {job}':<34} {done['cpu']:9.1f} s {done['cpu'] / bare['cpu']:7.1f} ×"
            f"   (bare DuckDB, {len(_BARE)} figures: {bare['cpu']:.1f} s; peak memory {done['mb'] - bare['mb']:+.0f} MB)"
        )
    answers = _in_process("ask", lake, folder / f"ask-{facts}")
    return {name: value for name, value in answers.items() if name not in {"mb", "cpu"}}


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
    found = JOBS[job](Path(lake), Path(work))
    used = getrusage(RUSAGE_SELF)
    print(json.dumps(found | {"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
