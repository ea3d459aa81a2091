"""Finds the parser and the client of a platform; apart from the registry because the door must not load the records."""

from importlib import import_module

from aftersales.deliveries.parsed import Parse
from aftersales.deliveries.polling import Fetch
from aftersales.platforms.registry import PLATFORMS
from aftersales.records.errors import RejectedError


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
