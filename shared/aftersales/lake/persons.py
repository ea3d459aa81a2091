"""Who lies where in the lake: homes by store and by customer, and the keys that were made one person."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from aftersales.lake.layout import FACTS, Objects, month_in, prefix
from aftersales.lake.parts import fetch_all
from aftersales.privacy.stores import Whereabouts
from aftersales.records.same_customer import SameCustomer

_NAMED = """len(list_intersect($customers::VARCHAR[], [payload->>'$.customer', payload->>'$.customer.key',
    payload->>'$.first', payload->>'$.second'])) > 0"""
_WITH_MERGES = f"""SELECT DISTINCT home, NULL AS entity, NULL AS version, NULL AS id, NULL AS payload FROM facts WHERE {_NAMED}
    UNION ALL SELECT NULL, entity, version, id, payload FROM facts WHERE type = 'same_customer'"""


def homes_of_store(objects: Objects, workspace: str, store: str) -> list[str]:
    """Return the homes of all facts that lie in a store."""
    sql = "SELECT DISTINCT home FROM facts WHERE store = $store"
    return sorted({home for _, (home,) in looked_up(objects, workspace, sql, {"store": store})})


def whereabouts(objects: Objects, workspace: str, customers: Collection[str]) -> Whereabouts:
    """Return the homes of facts that name one of the customers or another key of theirs, whatever kind the facts are."""
    homes: set[str] = set()
    newest: dict[str, tuple[str, str, str]] = {}
    asked = {"customers": sorted(customers)}
    for _, (home, entity, *state) in looked_up(objects, workspace, _WITH_MERGES, asked):
        if home is not None:
            homes.add(home)
        else:
            newest[entity] = max(newest.get(entity, ("", "", "")), tuple(state))
    merges = [SameCustomer.model_validate_json(payload) for _, _, payload in newest.values()]
    family = _family(frozenset(customers), merges)
    if family > set(customers):
        return whereabouts(objects, workspace, family)
    return Whereabouts(sorted(homes), family)


def _family(keys: frozenset[str], merges: Collection[SameCustomer]) -> frozenset[str]:
    """Return the keys and all that a chain of merges joins to them; one that was taken back joins nothing."""
    pairs = [frozenset({merge.first, merge.second}) for merge in merges if merge.together]
    while further := frozenset().union(*(pair for pair in pairs if pair & keys)) - keys:
        keys |= further
    return keys


def looked_up(
    objects: Objects, workspace: str, sql: str, asked: Mapping[str, object]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield (month, row) of a question about facts, asked month by month: the disk holds one at a time."""
    months: dict[str, dict[str, str]] = {}
    for key, etag in sorted(objects.list(prefix(FACTS, workspace)).items()):
        months.setdefault(month_in(key) or "", {})[key] = etag
    with TemporaryDirectory() as folder, duckdb.connect() as database:
        for month, listed in months.items():
            paths = fetch_all(objects, listed, Path(folder)).values()
            rows = f"read_parquet({[str(path) for path in paths]}, union_by_name = true)"
            database.execute(f"CREATE OR REPLACE VIEW facts AS SELECT * FROM {rows}")
            for row in database.execute(sql, asked).fetchall():
                yield month, row
            for path in paths:
                path.unlink()
