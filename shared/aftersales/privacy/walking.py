"""What a walk through one place says on its way, so that it can be left and taken up again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aftersales.customers.forgetting import customer_digest, customer_mark, home_mark, store_mark
from aftersales.deliveries.parsed import Parse
from aftersales.privacy.person import Person
from aftersales.privacy.stores import (
    ErasureStore,
    Examples,
    Files,
    LakeOfFacts,
    Letters,
    Memories,
    Notes,
    RawArchive,
    Rewriting,
    Shelf,
)
from aftersales.records.erasure import Erasure, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Everywhere that a person's data may lie, and what is needed to look there."""

    erasures: ErasureStore
    dossiers: Rewriting
    examples: Examples
    letters: Letters
    shelf: Shelf
    files: Files
    archive: RawArchive
    memories: Memories
    lake: LakeOfFacts
    notes: Notes
    parser_of: Callable[[str], Parse]


@dataclass(frozen=True, slots=True)
class Stage:
    """A piece of a walk that is done: how far it has come, what was erased on it, and whom it has got to know."""

    cursor: str
    found: Mapping[str, int] = field(default_factory=dict)
    person: Person | None = None


def mark_of(erasure: Erasure, person: Person) -> Mark:
    """Return the errand's mark; in a shop everybody is renamed."""
    if erasure.erased_at is None:
        raise ValueError("an erasure that has not begun has no mark")
    keys = None if erasure.form == "erase_shop" else tuple(sorted(map(customer_digest, person.customers)))
    return Mark(at=erasure.erased_at, salt=erasure.salt, customers=keys)


def marks_of(erasure: Erasure, person: Person) -> dict[str, Mark]:
    """Return the errand's marks by name: one for a shop, one per home and customer else."""
    mark = mark_of(erasure, person)
    if erasure.form == "erase_shop":
        return {store_mark(erasure.store): mark}
    names = [*map(home_mark, person.homes), *map(customer_mark, person.customers)]
    return dict.fromkeys(names, mark)
