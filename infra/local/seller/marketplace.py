"""A small server on loopback that answers as the platforms do, so that the product's real clients have somebody to talk to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from infra.local.seller.answering import amazon, shopify, woocommerce
from infra.local.seller.answering.exchange import Answer, Request, refused
from infra.local.seller.markets import AMAZON, MARKETS, SHOPIFY, WOO
from infra.local.seller.shapes import World


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request that wanted to change something: asking for a review."""

    method: str
    path: str
    order: str
    status: int


class Marketplace:
    """The server; a context manager. `recorded` lists the solicitations it received, refused ones too."""

    def __init__(self, world: World, now: Callable[[], datetime], port: int = 0) -> None:
        self.recorded: list[Recorded] = []
        self._world, self._now, self._lock = world, now, Lock()
        self._account = amazon.Account(world)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Return the address that stands for every platform's."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def credentials(self, store: str) -> dict[str, str]:
        """Return the `api` part of a store's connection parameter."""
        places = [market.marketplace.id for market in MARKETS if market.marketplace]
        return {
            SHOPIFY: {"base_url": self.url, "access_token": shopify.TOKEN},
            WOO: {
                "base_url": self.url,
                "consumer_key": woocommerce.KEY,
                "consumer_secret": woocommerce.SECRET,
            },
            AMAZON: {
                "base_url": self.url,
                "token_url": f"{self.url}/auth/o2/token",
                "client_id": "demo",
                "client_secret": "demo",
                "refresh_token": "demo",
                "marketplaces": ",".join(places),
            },
        }[store]

    def answer(self, request: Request) -> Answer:
        """Answer one request; the state behind it is guarded, for requests come from many threads."""
        with self._lock:
            found = (
                shopify.answer(request, self._world)
                or woocommerce.answer(request, self._world)
                or self._account.answer(request, self._now())
                or refused(404, "not_found")
            )
            if request.method == "POST" and request.path.startswith("/solicitations/"):
                order = request.path.split("/")[4]
                self.recorded.append(Recorded(request.method, request.path, order, found.status))
            return found

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


def _handler(marketplace: Marketplace) -> type[BaseHTTPRequestHandler]:
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
            found = marketplace.answer(self._request())
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
                base=marketplace.url,
            )

    return Handler
