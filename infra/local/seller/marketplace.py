"""A small server on loopback that answers as the platforms do, so that the product's real clients have somebody to talk to."""

from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from infra.local.seller.answering.desk import Desk, Recorded, credentials
from infra.local.seller.answering.exchange import Request
from infra.local.seller.shapes import World


class Marketplace:
    """The server; a context manager. `now` is the clock that windows are judged by."""

    def __init__(self, world: World, now: Callable[[], datetime], port: int = 0) -> None:
        self.desk = Desk(world, now)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self.desk, lambda: self.url))
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Return the address that stands for every platform's."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def recorded(self) -> list[Recorded]:
        """Return the solicitations received so far, refused ones too."""
        return self.desk.recorded

    def credentials(self, store: str) -> dict[str, str]:
        """Return the `api` part of a store's connection parameter."""
        return credentials(store, self.url)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


def _handler(desk: Desk, url: Callable[[], str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Hands requests over to the marketplace; it logs nothing."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._hand_over()

        def do_POST(self) -> None:
            self._hand_over()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
            """Stay silent."""

        def _hand_over(self) -> None:
            found = desk.answer(self._request())
            self.send_response(found.status)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)

        def _request(self) -> Request:
            parts = urlsplit(self.path)
            return Request(
                method=self.command,
                path=parts.path,
                query=dict(parse_qsl(parts.query)),
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(int(self.headers.get("content-length") or 0)),
                base=url(),
            )

    return Handler
