"""Serves a console over HTTP on loopback, straight from its handler: for browser tests, and by hand with `python -m tests.web.serve`."""

import sys
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from aftersales.web.console import Console
from tests.web.in_memory import NOW, House
from tests.web.seller import house


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    console: Console


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("content-length", 0))
        cookies = [part.strip() for part in self.headers.get("cookie", "").split(";") if part.strip()]
        event: dict[str, Any] = {
            "rawPath": path,
            "rawQueryString": query,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "cookies": cookies,
            "requestContext": {"http": {"method": self.command}},
            "body": self.rfile.read(length).decode(),
        }
        answer = cast("_Server", self.server).console.answer(event, NOW)
        body = b64decode(answer["body"]) if answer["isBase64Encoded"] else answer["body"].encode()
        self.send_response(answer["statusCode"])
        for name, value in answer["headers"].items():
            self.send_header(name, value)
        for cookie in answer["cookies"]:
            self.send_header("set-cookie", cookie)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_HEAD = _answer  # noqa: N815 names that http.server calls

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(port: int = 0, furnish: Callable[[House], None] = lambda _: None) -> Iterator[str]:
    """Serve a fresh console and give its address; it stops at the end of the block. `furnish` changes the house before."""
    server = _Server(("127.0.0.1", port), _Handler)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    made = house(address)
    furnish(made)
    server.console = made.console()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Serve until Enter is pressed."""
    with serving(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdin.readline()


if __name__ == "__main__":
    main()
