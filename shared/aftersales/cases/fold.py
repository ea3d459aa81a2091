"""Folds facts to a dossier: the newest state of each record, and the cases."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from aftersales.cases.case_fold import fold_cases
from aftersales.cases.component import Partition, knowledge, root, roots
from aftersales.cases.dossier import Dossier
from aftersales.records.after_sales import Return
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.order import Order
from aftersales.records.parcel import Parcel
from aftersales.records.record import Entity, Instant
from aftersales.records.workspace import Settings

E = TypeVar("E", bound=Entity)

_FIELDS = {
    "refund": "refunds",
    "return": "returns",
    "replacement": "replacements",
    "claim": "claims",
    "review": "reviews",
    "message": "messages",
    "privacy_request": "privacy_requests",
    "understanding": "understandings",
    "translation": "renderings",
    "reply": "replies",
    "action": "actions",
}


def newest(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Return the newest fact of each entity: the highest version wins, ties by id."""
    found: dict[str, Fact] = {}
    for fact in facts:
        known = found.get(fact.entity)
        if known is None or (known.version, known.id) < (fact.version, fact.id):
            found[fact.entity] = fact
    return found


def _first_requests(facts: Iterable[Fact]) -> dict[str, Instant]:
    # Some platforms send returns without a time of request: then only the first state was seen near it.
    found: dict[str, Instant] = {}
    for fact in facts:
        if isinstance(fact.record, Return):
            at = fact.record.requested_at
            found[fact.entity] = min(at, found.get(fact.entity, at))
    return found


def _parcels(facts: Iterable[Fact]) -> tuple[Parcel, ...]:
    """One parcel per tracking number: a carrier's word (with scans) counts for more than the shop's copy of it."""
    best: dict[str, Parcel] = {}
    for fact in facts:
        if isinstance(fact.record, Parcel):
            known = best.get(fact.record.key)
            if known is None or _weight(known) < _weight(fact.record):
                best[fact.record.key] = fact.record
    return tuple(best[key] for key in sorted(best))


def _weight(parcel: Parcel) -> tuple[bool, str, str]:
    return bool(parcel.checkpoints), parcel.updated_at.isoformat(), parcel.store


def fold(workspace: str, home: str, facts: Sequence[Fact], seen: int, settings: Settings) -> Dossier:
    """Fold the sorted facts of one dossier. Equal sets of facts give equal bytes."""
    latest = newest(facts)
    lists: dict[str, list[Entity]] = {name: [] for name in _FIELDS.values()}
    orders: list[Order] = []
    requested = _first_requests(facts)
    for fact in sorted(latest.values(), key=lambda fact: (fact.occurred_at, fact.id)):
        record = fact.record
        if isinstance(record, Order):
            orders.append(record)
        elif isinstance(record, Return):
            lists["returns"].append(record.having(requested_at=requested[fact.entity]))
        elif record.kind in _FIELDS:
            lists[_FIELDS[record.kind]].append(record)
    dossier = Dossier.model_validate(
        {
            "workspace": workspace,
            "home": home,
            "order": min(orders, key=lambda order: order.home, default=None),
            "parcels": _parcels(latest.values()),
            "facts": facts,
            **lists,
        }
    )
    return dossier.model_copy(update={"cases": fold_cases(dossier, seen, settings)})


def fold_component(workspace: str, component: Mapping[str, Partition], settings: Settings) -> list[Dossier]:
    """Fold every dossier of a component."""
    seen = knowledge(component)
    return [fold(workspace, home, facts, seen, settings) for home, facts in sorted(roots(component).items())]


def changes(
    component: Mapping[str, Partition], dossiers: Iterable[Dossier]
) -> list[tuple[str, int, Case | None]]:
    """Return (home, number, case) for each case item to write; None marks a case whose dossier moved to another root."""
    wanted = {(case.home, case.number): case for dossier in dossiers for case in dossier.cases}
    writes: list[tuple[str, int, Case | None]] = []
    for (home, number), case in wanted.items():
        stored = component[home].cases.get(number)
        # A case that reads the same is still written when more was seen, else a slower writer that saw less could undo it.
        if stored is None or stored.case != case:
            writes.append((home, number, case))
    for home, partition in component.items():
        for number, stored in partition.cases.items():
            if stored.case is not None and (home, number) not in wanted:
                writes.append((home, number, None))
    return sorted(writes, key=lambda write: write[:2])


__all__ = ["changes", "fold", "fold_component", "newest", "root"]
