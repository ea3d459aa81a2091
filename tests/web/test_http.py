"""How requests and responses travel through the gateway."""

from base64 import b64decode, b64encode
from typing import Any

import pytest

from aftersales.records.errors import RejectedError
from aftersales.web.http import Response, from_event, inner_path, to_event
from tests.cases.building import START


def _event(**changes: Any) -> dict[str, Any]:
    values = {"rawPath": "/x", "rawQueryString": "", "requestContext": {"http": {"method": "POST"}}}
    return values | changes


def test_a_form_is_read_plain_or_base64() -> None:
    """The gateway may hand a body over as text or as base64."""
    plain = from_event(_event(body="a=1&b=%E5%94%AE"), START)
    packed = from_event(_event(body=b64encode(b"a=1&b=%E5%94%AE").decode(), isBase64Encoded=True), START)
    assert plain.form == packed.form == {"a": "1", "b": "售"}


@pytest.mark.parametrize("body", [b64encode(b"\xff\xfe").decode(), "!", "a=1&" * 300])
def test_what_is_no_form_is_refused(body: str) -> None:
    """Bytes that are no text, broken base64 and endless fields are the sender's fault."""
    with pytest.raises(RejectedError):
        from_event(_event(body=body, isBase64Encoded=not body.startswith("a=")), START)


def test_bytes_travel_as_base64() -> None:
    """A response that is no text arrives unharmed."""
    event = to_event(Response(body=b"\x89PNG"))
    assert event["isBase64Encoded"]
    assert b64decode(event["body"]) == b"\x89PNG"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("/cases?a=1", "/cases?a=1"), ("", "/"), ("//x", "/"), ("http://x", "/"), ("/a\r\nb", "/")],
)
def test_only_paths_of_ours_are_followed(given: str, kept: str) -> None:
    """Anything that could leave the site becomes the front page."""
    assert inner_path(given) == kept
