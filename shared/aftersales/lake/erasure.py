"""What is personal in the lake's records, and how it is blanked: figures stay, words and names go.

A tombstone is an object under `erased/workspace=…/`: JSON {"entities": [...], "homes": [...]} of what is to be forgotten.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps, loads
from typing import Any

from aftersales.lake.layout import Objects

_PERSONAL: Mapping[str, tuple[str, ...]] = {
    "order": ("customer.name", "customer.email", "customer.phone", "customer.platform_id"),
    # Couriers write who signed and at whose door; staff write notes about people into refunds.
    "parcel": ("checkpoints.text", "checkpoints.place"),
    "refund": ("reason",),
    "message": ("subject", "text", "customer_name", "address"),
    "review": ("title", "text", "author"),
    "return": ("lines.comment",),
    "reply": ("text", "rendering", "reason"),
    "translation": ("source", "translation.text"),
    "understanding": ("translation.text", "key_phrases"),
    "survey_answer": ("comment",),
    "action": ("note",),
    "case": ("title", "excerpt", "customer_name"),
}
"""Kind of record → the fields that may hold a person's words, name or address."""


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What is to be forgotten in one workspace; `digest` names the whole of it."""

    entities: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """Equal tombstones, equal names."""
        text = dumps([sorted(self.entities), sorted(self.homes)])
        return sha256(text.encode()).hexdigest()[:12]

    def covers(self, entity: str, home: str) -> bool:
        """Tell whether a record is to be blanked."""
        return entity in self.entities or home in self.homes


def load_tombstones(objects: Objects, workspace: str) -> Tombstones:
    """Return all tombstones of a workspace."""
    found = [loads(objects.get(key)) for key in sorted(objects.list(f"erased/workspace={workspace}/"))]
    return Tombstones(
        frozenset(entity for one in found for entity in one.get("entities", ())),
        frozenset(home for one in found for home in one.get("homes", ())),
    )


def blanked(kind: str, payload: str) -> str:
    """Return a record's JSON with its personal fields blank: '' for a text, () for a list of texts."""
    record = loads(payload)
    for path in _PERSONAL.get(kind, ()):
        _blank(record, path.split("."))
    return dumps(record, ensure_ascii=False, separators=(",", ":"))


def blanker(tombstones: Tombstones) -> Callable[[str, str, str, str], str]:
    """Return the function (kind, entity, home, payload) → payload that blanks what is to be forgotten."""

    def blank(kind: str, entity: str, home: str, payload: str) -> str:
        return blanked(kind, payload) if tombstones.covers(entity, home) else payload

    return blank


def _blank(record: Any, path: list[str]) -> None:  # noqa: ANN401 — JSON
    if isinstance(record, list):
        for one in record:
            _blank(one, path)
        return
    if not isinstance(record, dict) or record.get(path[0]) is None:
        return
    if len(path) > 1:
        _blank(record[path[0]], path[1:])
    else:
        record[path[0]] = [] if isinstance(record[path[0]], list) else ""
