import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

import pytest

from infra.local.front import LARGEST_BODY, Front

pytestmark = pytest.mark.enable_socket


class _Api(BaseHTTPRequestHandler):
    """Remembers the last request and answers with two cookies and bytes that are no text."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[dict[str, object]] = {}

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).seen = {"path": self.path, "headers": dict(self.headers.items()), "body": body}
        self.send_response(201)
        self.send_header("Set-Cookie", "a=1")
        self.send_header("Set-Cookie", "b=2")
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"\x00\xff\n")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def front() -> Iterator[Front]:
    """A front before an API that remembers."""
    api = ThreadingHTTPServer(("127.0.0.1", 0), _Api)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    front = Front(0)
    front.open_to(f"http://127.0.0.1:{api.server_address[1]}", "abcd1234")
    yield front
    front.close()
    api.shutdown()
    api.server_close()


def _post(front: Front, path: str, body: bytes, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(front.url).netloc, timeout=60)
    connection.request("POST", path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.content = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_bytes_and_path_pass_as_they_are(front: Front) -> None:
    """A signature over raw bytes still holds behind the front: body, path escapes and query are untouched."""
    body = bytes(range(256))
    _post(front, "/hooks/shop%2F1?a=%20b&c=", body, X_Signature="s", Content_Type="application/json")
    assert _Api.seen["body"] == body
    assert _Api.seen["path"] == "/_aws/execute-api/abcd1234/$default/hooks/shop%2F1?a=%20b&c="


def test_caller_is_named_and_host_is_kept(front: Front) -> None:
    """The API sees the address the caller used, and who called, in the headers that API Gateway adds."""
    _post(front, "/", b"")
    headers = _Api.seen["headers"]
    assert isinstance(headers, dict)
    assert f"http://{headers['Host']}" == front.url
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "http"


def test_answer_passes_with_each_cookie(front: Front) -> None:
    """Status, each Set-Cookie and the bytes of the answer come back."""
    answer = _post(front, "/", b"")
    assert answer.status == 201
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert answer.content == b"\x00\xff\n"  # type: ignore[attr-defined]


def test_too_large_a_body_is_refused_as_by_api_gateway(front: Front) -> None:
    """A body above 10 MB gets 413 without reaching the API."""
    _Api.seen = {}
    connection = http.client.HTTPConnection(urlsplit(front.url).netloc, timeout=60)
    connection.putrequest("POST", "/")
    connection.putheader("Content-Length", str(LARGEST_BODY + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
    assert _Api.seen == {}


def test_before_the_deployment_the_door_says_so() -> None:
    """A front that leads nowhere yet answers 503."""
    front = Front(0)
    assert _post(front, "/", b"").status == 503
    front.close()
