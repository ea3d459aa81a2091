"""Addresses in header values, however broken. Standard library only."""

from collections.abc import Iterable
from email.utils import getaddresses


def addresses_in(values: Iterable[str]) -> list[tuple[str, str]]:
    """Return (display name, address) pairs; a value that cannot be read, such as 20,000 open brackets, holds none."""
    found: list[tuple[str, str]] = []
    for value in values:
        try:
            found += getaddresses([value])
        except (RecursionError, ValueError, IndexError):
            continue
    return found
