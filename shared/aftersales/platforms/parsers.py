"""Finds the parser and the client of a platform; apart from the registry because the door must not load the records."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from aftersales.deliveries.parsed import Parse
from aftersales.deliveries.polling import Fetch
from aftersales.platforms.registry import PLATFORMS
from aftersales.records.errors import RejectedError

Piece = tuple[bytes, Mapping[str, str], int]
"""A part of a report file: body, headers for its parser, number of rows."""


def parser_of(platform: str) -> Parse:
    """Return `parse` of the platform's folder; RejectedError for a platform that no line of the registry names."""
    package = PLATFORMS.get(platform)
    if package is None:
        raise RejectedError("unknown_platform", platform[:40])
    parse: Parse = import_module(f"{package}.parser").parse
    return parse


def fetch_of(platform: str) -> Fetch | None:
    """Return `fetch` of the platform's client; None for a platform that is not polled."""
    package = PLATFORMS.get(platform)
    if package is None:
        raise RejectedError("unknown_platform", platform[:40])
    try:
        module = import_module(f"{package}.client")
    except ModuleNotFoundError as error:
        if error.name != f"{package}.client":
            raise
        return None
    fetch: Fetch = module.fetch
    return fetch


def pieces_of(platform: str) -> Callable[[str, bytes, Mapping[str, str]], Iterator[Piece]]:
    """Return the platform's way to cut a report file into deliveries; RejectedError where it has no report files."""
    package = PLATFORMS.get(platform)
    try:
        module = import_module(f"{package}.pieces")
    except ModuleNotFoundError as error:
        if error.name not in {f"{package}.pieces", "None"}:
            raise  # it has this part, and something that the part needs is missing
        raise RejectedError("platform_has_no_report_files", platform[:40]) from error
    pieces: Callable[[str, bytes, Mapping[str, str]], Iterator[Piece]] = module.pieces
    return pieces
