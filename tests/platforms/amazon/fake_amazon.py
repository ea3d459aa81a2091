"""Amazon's servers as far as the client needs them: a transport for httpx with an account behind it."""

import gzip
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx

BASE = "https://amazon.example"
FILES = "https://files.example"
CREDENTIALS = {
    "base_url": BASE,
    "token_url": f"{BASE}/token",
    "client_id": "client",
    "client_secret": "secret",
    "refresh_token": "refresh",
    "marketplaces": "ATVPDKIKX0DER",
}
DONE = {"processingStatus": "DONE", "reportDocumentId": "doc-1"}


class FakeAmazon:
    """Answers calls; `requests` remembers them, `report` is the state of every report, `file` what a document holds."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.pages: list[dict[str, Any]] = [{"orders": []}]
        self.report: dict[str, Any] = {"processingStatus": "IN_PROGRESS"}
        self.forgets_reports = False
        self.file = b""
        self.actions: list[dict[str, str]] = [{"name": "productReviewAndSellerFeedback"}]
        self.fail: Callable[[httpx.Request], httpx.Response | None] = lambda _request: None

    @property
    def http(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def paths(self) -> list[str]:
        return [request.url.path for request in self.requests if request.url.path != "/token"]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        failed = self.fail(request)
        if failed is not None:
            return failed
        if request.url.host == "files.example":
            if "x-amz-access-token" in request.headers or "authorization" in request.headers:
                return httpx.Response(400, text="a presigned address takes no token")
            return httpx.Response(
                200, content=gzip.compress(self.file), headers={"content-type": "text/plain; charset=Cp1252"}
            )
        if request.url.path == "/token":
            form = parse_qs(request.content.decode())
            good = form.get("refresh_token") == ["refresh"]
            return httpx.Response(200, json={"access_token": "Atza|token"}) if good else httpx.Response(400)
        if request.headers.get("x-amz-access-token") != "Atza|token":
            return httpx.Response(403)
        return self._operation(request)

    def _operation(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/orders/2026-01-01/orders":
            token = request.url.params.get("paginationToken")
            page = int(token) if token else 0
            more = {"pagination": {"nextToken": str(page + 1)}} if page + 1 < len(self.pages) else {}
            return httpx.Response(200, json={**self.pages[page], **more})
        if path == "/finances/2024-06-19/transactions":
            return httpx.Response(200, json={"payload": {"transactions": []}})
        if path == "/reports/2021-06-30/reports":
            wanted = json.loads(request.content)
            return httpx.Response(202, json={"reportId": wanted["reportType"]})
        if path.startswith("/reports/2021-06-30/reports/"):
            forgotten = {"errors": [{"code": "NotFound"}]}
            return httpx.Response(
                404 if self.forgets_reports else 200, json=forgotten if self.forgets_reports else self.report
            )
        if path == "/reports/2021-06-30/documents/doc-1":
            link = {"url": f"{FILES}/1", "compressionAlgorithm": "GZIP"}
            return httpx.Response(200, json=link)
        if path.endswith("/solicitations/productReviewAndSellerFeedback"):
            return httpx.Response(201, json={})
        if path.startswith("/solicitations/"):
            return httpx.Response(200, json={"_links": {"actions": self.actions}})
        return httpx.Response(404)
