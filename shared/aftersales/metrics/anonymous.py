"""People by number, where their names are not shown."""

from collections.abc import Iterable
from hashlib import sha256

NUMBERED = "colleague-"
"""Before the number of a person, in what programs read."""


def numbered(people: Iterable[str], salt: str = "") -> dict[str, int]:
    """Number people from 1, by their addresses in lower case, in an order that follows from nothing one could know of them."""
    ordered = sorted(
        {one.lower() for one in people}, key=lambda one: sha256(f"{salt}|{one}".encode()).digest()
    )
    return {one: number for number, one in enumerate(ordered, start=1)}
