"""The lake as erasing sees it: who lies where, what is to be forgotten, and an errand's notes until it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aftersales.customers.forgetting import customer_digest
from aftersales.lake.compact import compact
from aftersales.lake.erasure import is_told, write_tombstone
from aftersales.lake.layout import Objects
from aftersales.lake.persons import homes_of_store, whereabouts
from aftersales.privacy.stores import Whereabouts
from aftersales.records.erasure import Mark
from aftersales.records.record import Instant


@dataclass(frozen=True, slots=True)
class LakeForgetting:
    """Plays `LakeOfFacts`."""

    objects: Objects

    def homes_of_store(self, workspace: str, store: str) -> Sequence[str]:
        """Look through all facts."""
        return homes_of_store(self.objects, workspace, store)

    def whereabouts(self, workspace: str, customers: Collection[str]) -> Whereabouts:
        """Look through all facts; once more where keys were merged."""
        return whereabouts(self.objects, workspace, customers)

    def forget(self, workspace: str, name: str, homes: Sequence[str], store: str | None, mark: Mark) -> None:
        """Write the tombstone and compact at once."""
        write_tombstone(self.objects, workspace, name, homes, store, mark)
        compact(self.objects, workspace)

    def is_told(self, workspace: str, since: Instant) -> bool:
        """Look at the objects and at the last build."""
        return is_told(self.objects, workspace, since)


@dataclass(frozen=True, slots=True)
class LakeNotes:
    """Plays `Notes`: an object per errand under `erasing/`, outside everything that is read for figures."""

    objects: Objects

    def load(self, workspace: str, request: str) -> bytes | None:
        """Read the object if it is there."""
        key = _key(workspace, request)
        return self.objects.get(key) if key in self.objects.list(key) else None

    def save(self, workspace: str, request: str, notes: bytes) -> None:
        """Write the object."""
        self.objects.put(_key(workspace, request), notes)

    def burn(self, workspace: str, request: str) -> None:
        """Delete the object; the bucket drops replaced versions after a week."""
        self.objects.delete(_key(workspace, request))


def _key(workspace: str, request: str) -> str:
    return f"erasing/workspace={workspace}/{customer_digest(request)}.json"
