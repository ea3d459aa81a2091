"""Adding facts: store each once, join what belongs together, refold the dossiers they touch. Storage is passed in."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from aftersales.cases.component import Link, Read, gather, knowledge, named_homes, root
from aftersales.cases.dossier import Dossier
from aftersales.cases.fold import changes, fold, fold_component
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.workspace import Settings

PutFact = Callable[[Fact], bool]
WriteCase = Callable[[str, int, int, Case | None], None]
"""`write(home, number, seen, case)`; must keep what is stored if that has seen more."""
LinkMany = Callable[[Sequence[tuple[str, str]]], None]
Guard = Callable[[Sequence[Fact]], Sequence[Fact]]
"""Returns facts as they may be kept: what a person had erased comes back blank, under its own id, others as the very objects."""


class TakenIn(NamedTuple):
    """What became of facts: the ids of those that were new, all of them as they are kept, the ids of those a person had erased."""

    new: set[str]
    kept: Sequence[Fact]
    erased: frozenset[str]


def add_facts(
    facts: Sequence[Fact],
    settings: Settings,
    *,
    put: PutFact,
    link_many: LinkMany,
    read: Read,
    link: Link,
    write: WriteCase,
    guard: Guard,
) -> TakenIn:
    """Add facts of one workspace and return which were new, and all as they are kept; what may be kept is asked once.

    Every fact is written before anything is read, and known facts are refolded too: so a crash between two writes heals when the
    delivery comes again, and of two concurrent calls the later one sees the facts of both.
    """
    stated, facts = facts, guard(facts)
    # Also what had nothing to blank: the bytes that stated it may name the person all the same.
    erased = frozenset(kept.id for one, kept in zip(stated, facts, strict=True) if kept is not one)
    new = {fact.id for fact in facts if put(fact)}
    pairs = {(other, fact.home) for fact in facts if fact.id in new for other in named_homes(fact)}
    link_many(sorted(pairs))
    homes = dict.fromkeys(fact.home for fact in facts)
    done: set[str] = set()
    for home in homes:
        if home in done:
            continue
        component = gather(home, read, link)
        done |= component.keys()
        seen = knowledge(component)
        for at, number, case in changes(component, fold_component(settings.workspace, component, settings)):
            write(at, number, seen, case)
    return TakenIn(new, facts, erased)


def read_dossier(workspace: str, home: str, read: Read, settings: Settings) -> Dossier:
    """Fold the dossier that `home` belongs to, without writing anything."""
    component = gather(home, read, lambda _home, _other: None)
    top = root(home, component)
    facts = [
        fact
        for at, partition in component.items()
        if root(at, component) == top
        for fact in partition.facts.values()
    ]
    facts.sort(key=lambda fact: (fact.occurred_at, fact.id))
    return fold(workspace, top, facts, knowledge(component), settings)
