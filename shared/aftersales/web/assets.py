"""Static files, addressed by their content: a browser may keep each of them for ever."""

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


def serve(name: str) -> Response | None:
    """Answer with the file of that hashed name, or None."""
    asset = _by_hashed_name().get(name)
    if asset is None:
        return None
    return Response(body=asset.body, headers={"content-type": asset.kind, "cache-control": FOR_EVER})
