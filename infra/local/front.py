"""The console's clean address: a reverse proxy on loopback in front of the deployed HTTP API.

API Gateway gives an API a host of its own; the emulator serves it under a path. The proxy hides that path and passes
bytes, headers and cookies as they are, adding the X-Forwarded headers that API Gateway adds.
"""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

# Longer than a function behind it may take here.
SECONDS_TO_AN_ANSWER = 300
# API Gateway refuses larger bodies with this status.
LARGEST_BODY = 10 * 1024 * 1024
# Said by one connection to the next, not to be passed on (RFC 9110, 7.6.1); Date and Server are said by this one.
HOP_BY_HOP = {"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "content-length"}
SAID_HERE = HOP_BY_HOP | {"date", "server"}


class Front:
    """Serves `http://127.0.0.1:<port>`; call `open_to` once the API is deployed."""

    def __init__(self, port: int) -> None:
        self._server = _Server(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, name="front", daemon=True).start()

    def open_to(self, emulator_url: str, api_id: str) -> None:
        """Forward everything to this API from now on."""
        self._server.upstream = urlsplit(emulator_url).netloc
        self._server.prefix = f"/_aws/execute-api/{api_id}/$default"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    upstream = ""
    prefix = ""


class _Handler(BaseHTTPRequestHandler):
    """Forwards each request of one client connection over one upstream connection."""

    protocol_version = "HTTP/1.1"
    server: _Server
    _upstream: http.client.HTTPConnection | None = None

    def _forward(self) -> None:
        if not self.server.prefix:
            self._refuse(503, "the stack is being deployed")
            return
        size = int(self.headers.get("Content-Length") or 0)
        if size > LARGEST_BODY:
            self.close_connection = True
            self._refuse(413, "Request Entity Too Large")
            return
        body = self.rfile.read(size)
        answer = self._ask(body)
        content = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in SAID_HERE:
                self.send_header(name, value)
        if answer.status not in {204, 304}:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _forward  # noqa: N815 - named by http.server

    def _ask(self, body: bytes) -> http.client.HTTPResponse:
        if self._upstream is None:
            self._upstream = http.client.HTTPConnection(self.server.upstream, timeout=SECONDS_TO_AN_ANSWER)
        upstream = self._upstream
        path = self.path if self.path.startswith("/") else f"/{self.path}"
        upstream.putrequest(
            self.command, self.server.prefix + path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in self.headers.items():
            if name.lower() not in HOP_BY_HOP:
                upstream.putheader(name, value)
        upstream.putheader("X-Forwarded-For", self.client_address[0])
        upstream.putheader("X-Forwarded-Proto", "http")
        upstream.putheader("X-Forwarded-Port", str(self.server.server_address[1]))
        upstream.putheader("Content-Length", str(len(body)))
        upstream.endheaders(body)
        return upstream.getresponse()

    def finish(self) -> None:
        """End both connections together."""
        if self._upstream is not None:
            self._upstream.close()
        super().finish()

    def _refuse(self, status: int, reason: str) -> None:
        content = reason.encode()
        self.send_response_only(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the path of a report link is its key."""
