"""Amazon's Selling Partner API: token, orders, money, reports, solicitations."""

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from infra.local.seller.answering.exchange import Answer, Request, page, refused, told
from infra.local.seller.formats.amazon import changes, order_body, transactions_body
from infra.local.seller.formats.amazon_reports import SHAPES, file
from infra.local.seller.markets import AMAZON
from infra.local.seller.shapes import Order, World

TOKEN = "Atza|demo"
ACTION = "productReviewAndSellerFeedback"
_ORDERS, _REPORTS = "/orders/2026-01-01/orders", "/reports/2021-06-30"
_SOLICIT = re.compile(rf"/solicitations/v1/orders/([\d-]+)(/solicitations/{ACTION})?")
_OPENS, _CLOSES = timedelta(days=5), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that was asked for."""

    kind: str
    begin: datetime
    end: datetime
    marketplace: str


@dataclass(slots=True)
class Account:
    """The seller's account: it remembers the reports asked for and the buyers asked for a review."""

    world: World
    reports: dict[str, Asked] = field(default_factory=dict)
    solicited: set[str] = field(default_factory=set)

    @property
    def orders(self) -> list[Order]:
        """Return the account's orders."""
        return [order for order in self.world.orders if order.market.store == AMAZON]

    def answer(self, request: Request, now: datetime) -> Answer | None:
        """Answer a request; None for a path that is not Amazon's."""
        if request.path == "/auth/o2/token":
            return told({"access_token": TOKEN, "token_type": "bearer", "expires_in": 3600})
        if request.path.startswith("/download/"):
            return self._download(request)
        if not request.path.startswith((_ORDERS, _REPORTS, "/finances/", "/solicitations/")):
            return None
        if request.headers.get("x-amz-access-token") != TOKEN:
            return refused(403, "Unauthorized")
        if request.path.startswith(_ORDERS):
            return self._orders(request)
        if request.path == "/finances/2024-06-19/transactions":
            return self._money(request)
        if request.path.startswith(_REPORTS):
            return self._report(request)
        return self._solicitation(request, now)

    def _orders(self, request: Request) -> Answer:
        wanted = request.path.removeprefix(_ORDERS).strip("/")
        if wanted:
            one = next((order for order in self.orders if order.id == wanted), None)
            return told({"order": order_body(one, self.world.end)}) if one else refused(404, "NotFound")
        after, before = request.moment("lastUpdatedAfter"), request.moment("lastUpdatedBefore")
        places = request.query.get("marketplaceIds", "").split(",")
        found = sorted((changes(order)[-1], order.id, order) for order in _in(self.orders, places))
        bodies = [
            order_body(order, self.world.end)
            for at, _, order in found
            if (after is None or at >= after) and (before is None or at < before)
        ]
        return _paged(request, bodies, "orders", "paginationToken", request.whole("maxResultsPerPage", 100))

    def _money(self, request: Request) -> Answer:
        after, before = request.moment("postedAfter"), request.moment("postedBefore")
        found = [
            (order, refund)
            for order in self.orders
            for refund in order.refunds
            if (after is None or refund.at >= after) and (before is None or refund.at < before)
        ]
        shown, more = page(found, int(request.query.get("nextToken") or 1), 100)
        body = transactions_body(list(shown))
        if more:
            body["payload"]["nextToken"] = str(int(request.query.get("nextToken") or 1) + 1)
        return told(body)

    def _report(self, request: Request) -> Answer:
        steps = request.path.removeprefix(_REPORTS).strip("/").split("/")
        if request.method == "POST":
            return self._asked(json.loads(request.body))
        asked = self.reports.get(steps[-1])
        if asked is None:
            return refused(404, "NotFound")
        if steps[0] == "documents":
            link = {"url": f"{request.base}/download/{steps[-1]}", "compressionAlgorithm": "GZIP"}
            return told({"reportDocumentId": steps[-1], **link})
        done = {"processingStatus": "DONE", "reportDocumentId": steps[-1]}
        state = done if self._file(asked) else {"processingStatus": "CANCELLED"}
        return told({"reportId": steps[-1], "reportType": asked.kind, **state})

    def _asked(self, wanted: dict[str, Any]) -> Answer:
        if wanted.get("reportType") not in SHAPES:
            return refused(400, "InvalidInput")
        id_ = f"R{len(self.reports) + 1:06d}"
        begin, end = (datetime.fromisoformat(wanted[name]) for name in ("dataStartTime", "dataEndTime"))
        self.reports[id_] = Asked(wanted["reportType"], begin, end, wanted["marketplaceIds"][0])
        return told({"reportId": id_}, 202)

    def _file(self, asked: Asked) -> bytes:
        columns, rows = SHAPES[asked.kind]
        end = min(asked.end, self.world.end)
        return file(columns, rows(_in(self.orders, [asked.marketplace]), asked.begin, end))

    def _download(self, request: Request) -> Answer:
        asked = self.reports.get(request.path.rpartition("/")[2])
        if asked is None or "x-amz-access-token" in request.headers:
            return refused(400, "InvalidArgument")
        headers = {"content-type": "text/tab-separated-values; charset=UTF-8"}
        return Answer(200, gzip.compress(self._file(asked), mtime=0), headers)

    def _solicitation(self, request: Request, now: datetime) -> Answer:
        match = _SOLICIT.fullmatch(request.path)
        order = next((one for one in self.orders if match and one.id == match[1]), None)
        if match is None or order is None:
            return refused(404, "NotFound")
        allowed = order.id not in self.solicited and _is_open(order, now)
        own = f"/solicitations/v1/orders/{order.id}"
        if request.method == "GET":
            actions = [{"href": f"{own}/solicitations/{ACTION}", "name": ACTION}] if allowed else []
            return told({"_links": {"actions": actions, "self": {"href": own}}})
        if not allowed:
            return refused(403, "Unauthorized")
        self.solicited.add(order.id)
        return told({}, 201)


def _is_open(order: Order, now: datetime) -> bool:
    window = order_body(order, now)["fulfillment"]["deliverByWindow"]
    begin, end = (datetime.fromisoformat(window[name]) for name in ("earliestDateTime", "latestDateTime"))
    return order.shipped_at is not None and begin + _OPENS <= now <= end + _CLOSES


def _in(orders: Iterable[Order], places: list[str]) -> list[Order]:
    return [order for order in orders if order.market.marketplace and order.market.marketplace.id in places]


def _paged(request: Request, bodies: list[dict[str, Any]], name: str, token: str, size: int) -> Answer:
    number = int(request.query.get(token) or 1)
    shown, more = page(bodies, number, min(size, 100))
    pagination = {"nextToken": str(number + 1)} if more else {}
    return told({name: list(shown), "pagination": pagination})
