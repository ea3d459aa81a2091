"""A request and a response as the console's pages see them, and how they travel through the gateway."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from aftersales.records.errors import RejectedError

MOST_FIELDS = 200
SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An HTTP request; header names are lower case, `now` is when it was made."""

    method: str
    path: str
    now: datetime
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP response; each of `cookies` is a whole Set-Cookie value."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Sequence[str] = ()


def html(text: str, status: int = 200) -> Response:
    """Answer with a page."""
    return Response(status=status, body=text.encode(), headers={"content-type": "text/html; charset=utf-8"})


def see_other(location: str, cookies: Sequence[str] = ()) -> Response:
    """Send the browser on with GET; `location` is a path of ours."""
    return Response(status=303, headers={"location": location}, cookies=cookies)


def inner_path(path: str) -> str:
    """Return `path` if it stays on this site, else the front page: an address in a form must not lead elsewhere."""
    stays = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if stays else "/"


def from_event(event: Mapping[str, Any], now: datetime) -> Request:
    """Read a payload 2.0 event of the HTTP API; RejectedError for a form that is not one."""
    http = event["requestContext"]["http"]
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    cookies = (cookie.partition("=") for cookie in event.get("cookies") or ())
    return Request(
        method=http["method"],
        path=event["rawPath"],
        now=now,
        query=dict(_fields(event.get("rawQueryString") or "")),
        form=dict(_fields(_text(event))) if http["method"] not in SAFE else {},
        headers=headers,
        cookies={name.strip(): value for name, _, value in cookies},
    )


def to_event(response: Response) -> dict[str, Any]:
    """Shape a response for the HTTP API; bytes that are no text travel as base64."""
    try:
        body, encoded = response.body.decode(), False
    except UnicodeDecodeError:
        body, encoded = b64encode(response.body).decode(), True
    answer = {"statusCode": response.status, "headers": dict(response.headers), "body": body}
    return {**answer, "cookies": list(response.cookies), "isBase64Encoded": encoded}


def _text(event: Mapping[str, Any]) -> str:
    body = event.get("body") or ""
    try:
        return b64decode(body, validate=True).decode() if event.get("isBase64Encoded") else str(body)
    except ValueError as error:
        raise RejectedError("form_is_not_text") from error


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise RejectedError("too_many_fields") from error
