"""Static files, addressed by their content: a browser may keep each of them for ever."""

import gzip
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from aftersales.web.http import Response

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}
FOR_EVER = "public, max-age=31536000, immutable"
LARGE = 100_000
"""Bytes from which on a file travels compressed: the chart library is a third of its size then."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file under its hashed name."""

    name: str
    kind: str
    body: bytes


@lru_cache(maxsize=1)
def _by_plain_name() -> dict[str, Asset]:
    found = {}
    for file in files("aftersales.web").joinpath("static").iterdir():
        stem, _, suffix = file.name.rpartition(".")
        if suffix in KINDS:
            body = file.read_bytes()
            found[file.name] = Asset(f"{stem}.{sha256(body).hexdigest()[:12]}.{suffix}", KINDS[suffix], body)
    return found


@lru_cache(maxsize=1)
def _by_hashed_name() -> dict[str, Asset]:
    return {asset.name: asset for asset in _by_plain_name().values()}


def address(name: str) -> str:
    """Return the address of a static file, e.g. `console.css` → `/static/console.<hash>.css`; KeyError if there is none."""
    return f"/static/{_by_plain_name()[name].name}"


def serve(name: str, accepted: str = "") -> Response | None:
    """Answer with the file of that hashed name, or None; compressed where it is large and `accepted` encodings name gzip."""
    asset = _by_hashed_name().get(name)
    if asset is None:
        return None
    headers = {"content-type": asset.kind, "cache-control": FOR_EVER, "vary": "accept-encoding"}
    if len(asset.body) < LARGE or "gzip" not in accepted:
        return Response(body=asset.body, headers=headers)
    return Response(body=_compressed(name), headers={**headers, "content-encoding": "gzip"})


@lru_cache(maxsize=4)
def _compressed(name: str) -> bytes:
    return gzip.compress(_by_hashed_name()[name].body, mtime=0)
