"""Finds the parser of a platform; apart from the registry because the door must not load the records."""

from importlib import import_module

from aftersales.deliveries.parsed import Parse
from aftersales.platforms.registry import PLATFORMS
from aftersales.records.errors import RejectedError


def parser_of(platform: str) -> Parse:
    """Return `parse` of the platform's folder; RejectedError for a platform that no line of the registry names."""
    package = PLATFORMS.get(platform)
    if package is None:
        raise RejectedError("unknown_platform", platform[:40])
    parse: Parse = import_module(f"{package}.parser").parse
    return parse
