"""Merges the small objects of a workspace: one object per month with one row per fact, one object of all newest cases.

The merged object is written before its inputs are removed, so a crash leaves rows twice and never none; readers count a fact once.
What tombstones name is blanked on the way.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from aftersales.lake.erasure import Tombstones, blanked_rows, load_tombstones
from aftersales.lake.layout import CASES, COLUMNS, FACTS, Objects, month_in, object_key, prefix
from aftersales.lake.parts import fetch_all

_ONE_OF_EACH = {
    FACTS: "PARTITION BY id ORDER BY ingested_at",
    CASES: "PARTITION BY home, number ORDER BY seen DESC, position DESC",
}
"""Which row stays: a fact's first, a case's newest (also one that has moved away, lest an older snapshot come back)."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many objects were merged into how many."""

    merged: int
    into: int


def compact(objects: Objects, workspace: str) -> Compacted:
    """Merge whatever lies in more than one object, or holds what is to be forgotten; doing it again does nothing."""
    tombstones = load_tombstones(objects, workspace)
    groups: dict[tuple[str, str | None], dict[str, str]] = defaultdict(dict)
    for dataset in (FACTS, CASES):
        for key, etag in objects.list(prefix(dataset, workspace)).items():
            groups[dataset, month_in(key)][key] = etag
    merged = into = 0
    for (dataset, month), inputs in sorted(groups.items(), key=str):
        if len(inputs) > 1 or not next(iter(inputs)).endswith(f"-{tombstones.digest(month)}.parquet"):
            merged, into = merged + len(inputs), into + 1
            _merge(objects, workspace, dataset, month, inputs, tombstones)
    return Compacted(merged, into)


def _merge(
    objects: Objects,
    workspace: str,
    dataset: str,
    month: str | None,
    inputs: Mapping[str, str],
    tombstones: Tombstones,
) -> None:
    name = sha256("\n".join(f"{key}={etag}" for key, etag in sorted(inputs.items())).encode()).hexdigest()[
        :16
    ]
    target = object_key(dataset, workspace, month, f"compact-{name}-{tombstones.digest(month)}")
    with TemporaryDirectory() as folder:
        paths = fetch_all(objects, inputs, Path(folder)).values()
        written = Path(folder) / "merged.parquet"
        _copy(dataset, [str(path) for path in paths], written, tombstones)
        objects.put(target, written.read_bytes())
    for key in inputs:
        if key != target:
            objects.delete(key)


def _copy(dataset: str, paths: Sequence[str], target: Path, tombstones: Tombstones) -> None:
    columns = ", ".join(f'"{name}"' for name in COLUMNS[dataset])
    rows = f"""(SELECT {columns} FROM read_parquet({list(paths)}, union_by_name = true)
      QUALIFY row_number() OVER ({_ONE_OF_EACH[dataset]}) = 1)"""
    with duckdb.connect() as database:
        database.execute("SET preserve_insertion_order = false")
        if tombstones:
            rows = blanked_rows(database, dataset, rows, tombstones)
        database.execute(
            f"COPY (SELECT {columns} FROM {rows}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        )
