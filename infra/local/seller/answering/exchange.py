"""What goes over the wire: a request as it came, an answer as it goes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Request:
    """A request; header names are lower-case, `base` is the server's own address."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    base: str

    def moment(self, name: str) -> datetime | None:
        """Return a query parameter as a moment; one without a zone is UTC."""
        text = self.query.get(name)
        if not text:
            return None
        at = datetime.fromisoformat(text.replace(" ", "+"))
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    def whole(self, name: str, otherwise: int) -> int:
        """Return a query parameter as a whole number."""
        return int(self.query.get(name) or otherwise)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its body is JSON unless the content type says otherwise."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def told(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Answer with JSON."""
    content = {"content-type": "application/json; charset=utf-8", **(headers or {})}
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), content)


def refused(status: int, code: str) -> Answer:
    """Answer with an error in the common shape."""
    return told({"code": code, "errors": [{"code": code, "message": code}]}, status)


def page(items: Sequence[Item], number: int, size: int) -> tuple[Sequence[Item], bool]:
    """Return a page (numbered from 1) and whether there is another one."""
    start = (number - 1) * size
    return items[start : start + size], start + size < len(items)
