"""The pattern that a long history repeats: the facts and cases of one simulated half year, with marks where copies must differ.

ORDER_MARK stands behind every name of an order, a conversation, a person or a thing of theirs; SKU_MARK behind every SKU. The parts
of a pattern are the half year itself and its shifts into the past, so that a copy needs no arithmetic on times.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from aftersales.engines.embedded import EmbeddedReader
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from infra.local.seller.deliveries import everything
from infra.local.seller.reading import cases_of, facts_of
from infra.local.seller.shapes import World
from infra.local.seller.text_reading import read_texts
from infra.local.seller.world import DAYS

ORDER_MARK, SKU_MARK = "§", "¤"
# Fields that name something of one order or one person, and so must differ from copy to copy.
_NAMES = frozenset(
    {"key", "number", "order", "order_number", "thread", "returned", "new_order", "replaces", "on", "about", "about_home"}
    | {"customer", "tracking_number", "tracking_numbers", "reply_to", "home", "homes", "survey", "email", "phone", "platform_id"}
)  # fmt: skip
_WITHIN = frozenset({"lines", "causes", "checkpoints", "cycles", "total", "amount", "goods", "price"})
"""Below these, names belong to the record itself: a line's key stays."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")

FactRow = tuple[str, str, str, str, str, str, str, str, str, datetime, datetime, str, str, str]
CaseRow = tuple[str, str, int, int, str, bool, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rows of one half year and its shifts; columns as in `aftersales.lake.layout`, a fact row led by its month."""

    facts: Sequence[FactRow]
    cases: Sequence[CaseRow]


def pattern(world: World, workspace: str, shifts: int) -> Pattern:
    """Read a world through the product's parsers, text engine and folds, and repeat it `shifts` times into the past."""
    facts = facts_of(everything(world))
    known = [*facts.values(), *read_texts(facts, EmbeddedReader())]
    cases = cases_of(known)
    moves = [timedelta(days=DAYS * back) for back in range(shifts)]
    return Pattern(
        facts=[_fact_row(fact, workspace, move, place) for place, move in enumerate(moves) for fact in known],
        cases=[_case_row(case, workspace, move, place) for place, move in enumerate(moves) for case in cases],
    )


def _fact_row(fact: Fact, workspace: str, move: timedelta, place: int) -> FactRow:
    mark = f"~{place}{ORDER_MARK}"
    payload = _marked(fact.record.model_dump(mode="json", exclude_none=True), mark)
    occurred_at = (fact.occurred_at - move).replace(tzinfo=None)
    version = _moved(fact.version, move)
    entity = fact.entity + mark
    return (
        f"{occurred_at:%Y-%m}",
        f"{entity}@{version}~{fact.id.rpartition('~')[2]}",
        workspace,
        fact.connection,
        fact.platform,
        fact.record.store,
        fact.type,
        entity,
        fact.home + mark,
        occurred_at,
        (fact.ingested_at - move).replace(tzinfo=None),
        version,
        fact.actor.value,
        _moved(json.dumps(payload, ensure_ascii=False, separators=(",", ":")), move),
    )


def _case_row(case: Case, workspace: str, move: timedelta, place: int) -> CaseRow:
    mark = f"~{place}{ORDER_MARK}"
    body = case.model_dump(mode="json", exclude_none=True)
    payload = _marked(body | {"number": None}, mark) | {"number": case.number, "workspace": workspace}
    text = _moved(json.dumps(payload, ensure_ascii=False, separators=(",", ":")), move)
    return workspace, case.home + mark, case.number, case.seen, "0" * 40, False, text


def _marked(value: dict[str, Any], mark: str) -> dict[str, Any]:
    return dict(_fields(value, mark, is_outer=True))


def _fields(value: Mapping[str, Any], mark: str, *, is_outer: bool) -> Iterator[tuple[str, Any]]:
    for name, found in value.items():
        if name in {"sku", "skus"}:
            yield name, _ended(found, SKU_MARK)
        elif is_outer and name in _NAMES and not isinstance(found, dict):
            yield name, _ended(found, mark)
        else:
            yield name, _inner(found, mark, is_outer=is_outer and name not in _WITHIN)


def _inner(value: Any, mark: str, *, is_outer: bool) -> Any:
    if isinstance(value, dict):
        return dict(_fields(value, mark, is_outer=is_outer))
    if isinstance(value, list):
        return [_inner(one, mark, is_outer=is_outer) for one in value]
    return value


def _ended(value: Any, mark: str) -> Any:
    if isinstance(value, list):
        return [_ended(one, mark) for one in value]
    return value + mark if isinstance(value, str) else value


def _moved(text: str, move: timedelta) -> str:
    return _MOMENT.sub(lambda found: _earlier(found.group(), move), text) if move else text


@lru_cache(maxsize=200_000)
def _earlier(moment: str, move: timedelta) -> str:
    moved = (datetime.fromisoformat(moment) - move).isoformat()
    return moved.replace("+00:00", "Z") if moment.endswith("Z") else moved
