"""People by number, where their names are not shown."""

import hmac
from collections.abc import Iterable

NUMBERED = "colleague-"
"""Before the number of a person, in what programs read."""


def numbered(people: Iterable[str], salt: bytes) -> dict[str, int]:
    """Number people from 1, by their addresses in lower case. Whoever knows salt and addresses knows the order, and nobody else."""
    ordered = sorted(
        {one.lower() for one in people},
        key=lambda one: hmac.digest(salt, f"colleague|{one}".encode(), "sha256"),
    )
    return {one: number for number, one in enumerate(ordered, start=1)}
