"""AWS in a process of its own that counts what it is asked: calls by operation, and write units by the size of what is put.

The product's CPU is then the measuring process's own, and nothing of the emulation's. Write units are an upper bound: DynamoDB
charges an index entry only when it changes.
"""

import json
import math
import os
import select
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

COUNTS = "/counts"
WRITES = ("PutItem", "UpdateItem", "BatchWriteItem")


def size_of(value: Any) -> int:
    """Return the bytes of an attribute value in DynamoDB's own count, near enough for units."""
    if isinstance(value, Mapping):
        return sum((0 if len(name) <= 2 else len(name)) + size_of(inner) for name, inner in value.items())
    if isinstance(value, list):
        return sum(map(size_of, value))
    return len(str(value).encode())


def units_of(item: Mapping[str, Any], indexes: Iterable[Mapping[str, Any]]) -> int:
    """Return the write units of putting an item: a unit per KB begun, in the table and in every index that it enters."""
    size = sum(len(name) + size_of(value) for name, value in item.items())
    units = math.ceil(size / 1024)
    for index in indexes:
        keys = [key["AttributeName"] for key in index["KeySchema"]]
        if all(key in item for key in keys):
            entry = (
                [*keys, "PK", "SK"] if index["Projection"]["ProjectionType"] == "KEYS_ONLY" else list(item)
            )
            units += math.ceil(sum(len(name) + size_of(item.get(name, "")) for name in entry) / 1024)
    return units


def written_by(request: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the items that a write puts; an update counts as its key, and so does a deletion."""
    if "RequestItems" in request:
        writes = [write for table in request["RequestItems"].values() for write in table]
        return [
            write["PutRequest"]["Item"] if "PutRequest" in write else write["DeleteRequest"]["Key"]
            for write in writes
        ]
    return [request.get("Item") or request["Key"]]


class Meter:
    """A WSGI application in front of another that counts the calls which pass; GET /counts reads them, DELETE clears them."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner
        self._calls: Counter[str] = Counter()
        self._units = 0
        self._indexes: list[Any] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer for the counts, or count and pass on."""
        if environ["PATH_INFO"] == COUNTS:
            if environ["REQUEST_METHOD"] == "DELETE":
                self._calls, self._units = Counter(), 0
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps({"calls": self._calls, "units": self._units}).encode()]
        self._count(environ)
        return self._inner(environ, start_response)

    def _count(self, environ: WSGIEnvironment) -> None:
        target: str = environ.get("HTTP_X_AMZ_TARGET", "")
        service, _, operation = target.rpartition(".")
        name = f"{service.partition('_')[0]}.{operation}" if target else f"S3.{environ['REQUEST_METHOD']}"
        self._calls[name] += 1
        if service.startswith("DynamoDB") and operation in {*WRITES, "CreateTable"}:
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = _Again(body)
            request = json.loads(body)
            if operation == "CreateTable":
                self._indexes = request.get("GlobalSecondaryIndexes", [])
            else:
                self._units += sum(units_of(item, self._indexes) for item in written_by(request))


class _Again:
    """A body that was read once and is read again."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        taken, self._body = (self._body, b"") if size < 0 else (self._body[:size], self._body[size:])
        return taken


@dataclass(frozen=True)
class MeteredCloud:
    """The address of the counting process."""

    port: int

    @property
    def url(self) -> str:
        """What AWS_ENDPOINT_URL is set to."""
        return f"http://127.0.0.1:{self.port}"

    def clear(self) -> None:
        """Begin to count from nothing."""
        self._ask("DELETE")

    def counts(self) -> tuple[Counter[str], int]:
        """Return calls by operation and write units since the last clear."""
        answer = json.loads(self._ask("GET"))
        return Counter(answer["calls"]), answer["units"]

    def _ask(self, method: str) -> bytes:
        connection = HTTPConnection("127.0.0.1", self.port)
        connection.request(method, COUNTS)
        answer = connection.getresponse().read()
        connection.close()
        return answer


@contextmanager
def metered_cloud() -> Iterator[MeteredCloud]:
    """Start the counting process on a free port of loopback, and end it."""
    command = [sys.executable, "-m", "tests.bench.meter"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ)
    ) as process:
        assert process.stdout
        ready, _, _ = select.select([process.stdout], [], [], 60)
        line = process.stdout.readline() if ready else b""
        try:
            if not line.strip():
                raise RuntimeError("the counting process did not start within a minute")
            yield MeteredCloud(int(line))
        finally:
            process.terminate()


def main() -> None:
    """Serve moto behind a meter; the port is the first line of output."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    server = make_server(
        "127.0.0.1", 0, Meter(DomainDispatcherApplication(create_backend_app)), threaded=True
    )
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
