"""How a platform is polled: one call fetches one page and says where to go on. Standard library and records only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from json import JSONDecodeError, JSONDecoder
from typing import Any

from aftersales.deliveries.raw import RawDelivery
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Connection


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page: what was found, the cursor to save once that is safely on its way, and whether to ask again at once.

    Asking again with an older cursor only repeats deliveries, it never skips any.
    """

    deliveries: tuple[RawDelivery, ...]
    cursor: str
    more: bool


Fetch = Callable[[Connection, Mapping[str, str], str | None, datetime, Any], Fetched]
"""`fetch(connection, credentials, cursor, now, http)`; `http` is an `httpx.Client` (the core does not import httpx).

Raises UnavailableError where a later call may work (its `detail` is the number of seconds to wait, if the platform told), and
RejectedError("authorisation_expired") where only the seller can help.
"""


def polled(
    connection: Connection, name: str, body: bytes, now: datetime, headers: Mapping[str, str] | None = None
) -> RawDelivery:
    """Wrap what a poll has found."""
    return RawDelivery.of(
        connection, connection.id, channel="poll", name=name, at=now, body=body, headers=headers
    )


def slices(body: bytes) -> list[bytes]:
    """Cut the first JSON array of a page into its elements, byte for byte as the platform sent them.

    One ill element can then be set aside alone. Raises RejectedError if there is no array.
    """
    text = body.decode("utf-8", "surrogatepass") if _is_utf8(body) else ""
    position = text.find("[") + 1
    if not position:
        raise RejectedError("page_is_not_a_list")
    decoder = JSONDecoder()
    found: list[bytes] = []
    while True:
        position = _skip(text, position, " \t\r\n,")
        if position >= len(text):
            raise RejectedError("page_is_cut_off")
        if text[position] == "]":
            return found
        start = position
        try:
            _, position = decoder.raw_decode(text, start)
        except (JSONDecodeError, RecursionError) as error:
            raise RejectedError("page_is_not_json") from error
        found.append(text[start:position].encode("utf-8", "surrogatepass"))


def _skip(text: str, position: int, characters: str) -> int:
    while position < len(text) and text[position] in characters:
        position += 1
    return position


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
