"""Routes as data: each names its method, its address, who may pass and what answers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aftersales.accounts.access import Access
from aftersales.web.http import Response

if TYPE_CHECKING:
    from aftersales.web.visit import Visit


@dataclass(frozen=True)
class Route:
    """`path` has `{names}` for single segments; `access` is declared for every route, so none is open by oversight.

    A static route needs no visitor: nothing is read from the table for it. A signed one is its own proof: its address holds a token
    that only we can have written, so that a mail program may post to it without a form of ours.
    """

    method: str
    path: str
    access: Access
    answer: "Callable[[Visit], Response]"
    is_static: bool = False
    is_signed: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The path as a regular expression."""
        parts = re.split(r"(\{\w+\})", self.path)
        return re.compile(
            "".join(f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{") else re.escape(part) for part in parts)
        )


def find(routes: Iterable[Route], method: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
    """Return the route of a request with the values of its `{names}`; HEAD is answered like GET."""
    wanted = "GET" if method == "HEAD" else method
    for route in routes:
        found = route.pattern.fullmatch(path) if route.method == wanted else None
        if found:
            return route, found.groupdict()
    return None
