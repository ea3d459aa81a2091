"""Which facts belong into one dossier.

Facts live in homes that follow from their own content; records name further homes (aliases). Homes joined by aliases form a
component. Inside it each home has at most one parent: a number belongs to its order, a thread to the number it names, a parcel to
its order. The homes below one root are a dossier. All of this is a pure function of the set of facts, so order cannot matter.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.parcel import Parcel

_RANK = {"order": 0, "number": 1, "thread": 2, "parcel": 2}


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as it lies in the store; `case` is None where the dossier has moved to another root."""

    seen: int
    case: Case | None


@dataclass(frozen=True, slots=True)
class Partition:
    """What the store holds under one home."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    cases: Mapping[int, StoredCase] = field(default_factory=dict)


Read = Callable[[str], Partition]
Link = Callable[[str, str], None]
"""`link(home, announcer)`: note at `home` that facts of `announcer` belong to it."""


def rank(home: str) -> tuple[int, str]:
    """Order homes by how close they are to the order itself, then by name."""
    return _RANK.get(home.split(":", 1)[0], 3), home


def named_homes(fact: Fact) -> set[str]:
    """Return the other homes that a fact joins to its own."""
    homes = set(fact.record.aliases)
    if isinstance(fact.record, Parcel) and fact.record.order:
        homes.add(f"order:{fact.record.store}/{fact.record.order}")
    return homes - {fact.home}


def gather(start: str, read: Read, link: Link) -> dict[str, Partition]:
    """Read the component around `start`, and write the links that a crash has lost.

    A fact tells which homes it joins, so a link is stored on the far side only. It is written before that side is read: of two
    concurrent writers, the later reader sees everything.
    """
    component: dict[str, Partition] = {}
    waiting: deque[tuple[str, str | None]] = deque([(start, None)])
    while waiting:
        home, announcer = waiting.popleft()
        if home in component:
            continue
        partition = read(home)
        if announcer is not None and announcer not in partition.links:
            link(home, announcer)
            partition = read(home)
        implied = set().union(*(named_homes(fact) for fact in partition.facts.values()))
        links = partition.links | implied
        component[home] = Partition(partition.facts, frozenset(links), partition.cases)
        waiting.extend(
            (other, home if other in implied else None) for other in sorted(links - component.keys())
        )
    return _symmetric(component)


def _symmetric(component: Mapping[str, Partition]) -> dict[str, Partition]:
    """Give every link to both sides: a home read early does not show the links that were found later."""
    both = {home: set(partition.links) for home, partition in component.items()}
    for home, partition in component.items():
        for other in partition.links:
            both[other].add(home)
    return {
        home: Partition(partition.facts, frozenset(both[home]), partition.cases)
        for home, partition in component.items()
    }


def parent(home: str, component: Mapping[str, Partition]) -> str | None:
    """Return the home that `home` hangs below: its highest neighbour, if that ranks above it."""
    neighbours = component[home].links & component.keys()
    best = min(neighbours, key=rank, default=None)
    return best if best is not None and rank(best)[0] < rank(home)[0] else None


def root(home: str, component: Mapping[str, Partition]) -> str:
    """Follow parents to the top."""
    above = parent(home, component)
    return home if above is None else root(above, component)


def roots(component: Mapping[str, Partition]) -> dict[str, list[Fact]]:
    """Return each dossier's root with its facts, sorted by time and id."""
    dossiers: dict[str, list[Fact]] = {}
    for home, partition in component.items():
        dossiers.setdefault(root(home, component), []).extend(partition.facts.values())
    return {
        home: sorted(facts, key=lambda fact: (fact.occurred_at, fact.id)) for home, facts in dossiers.items()
    }


def knowledge(component: Mapping[str, Partition]) -> int:
    """Count facts and links: it only grows, so a fold over more of them supersedes one over fewer."""
    return sum(len(partition.facts) + len(partition.links) for partition in component.values())
