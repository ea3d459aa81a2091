"""The truth about the demo seller: its figures, counted straight from the world in plain Python.

Nothing here goes through the product. These are the figures that a running demo is asked for; `telling` has all of them. What is
counted is what the deliveries let anybody know, so a platform's silence is part of the truth:

- WooCommerce tells no returns: its units are in neither part of a return rate, since unknown is not zero. Its refunds count.
- A fulfilment centre of Amazon tells the reception of a unit, not the request and not the outcome: such returns are dated by their
  reception and stay out of the exchange share, while their refunds are known from Amazon's money.
- Amazon's seller-fulfilled report knows days, not times; a day is its midnight in UTC. So does the feedback report.
- Shopify tells an exchange by the return's exchange lines and a refund by the refund that names the return.
- A review's edit is known since the poll that found it. Reviews name a product, not an order.
- Amazon tells no trouble of parcels here, only whether they were delivered.
- A parcel that was lost was no delivery: its units are in neither part of a return rate.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor, sqrt
from zoneinfo import ZoneInfo

from infra.local.seller.contacts import contacts
from infra.local.seller.formats.woocommerce import observed_at
from infra.local.seller.markets import AMAZON, WOO, ZONE
from infra.local.seller.periods import Period, days
from infra.local.seller.shapes import Conversation, Line, Opinion, Order, Return, Review, World
from infra.local.seller.voices import NEGATIVE

ALERT_THRESHOLD, ALERT_DAYS, ALERT_UNITS = 0.05, 90, 20
_Z = 1.959963984540054
_EDITS_COUNT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rate:
    """A proportion; the value is None where there is nothing to divide by."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """Return numerator ÷ denominator."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def low(self) -> float:
        """Return the lower bound of Wilson's 95 % interval."""
        share, trials, z2 = self.numerator / self.denominator, self.denominator, _Z * _Z
        spread = _Z * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
        return max(0.0, (share + z2 / (2 * trials) - spread) / (1 + z2 / trials))


@dataclass(frozen=True, slots=True)
class Hours:
    """Waiting times: how many, the middle one, and the one that nine of ten do not exceed (linear between neighbours)."""

    n: int
    median: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Where:
    """A part of the seller's business; what is None is not restricted. `market` is a country."""

    sku: str | None = None
    store: str | None = None
    market: str | None = None
    platform: str | None = None

    def holds(self, order: Order, line: Line | None = None) -> bool:
        """Return whether an order, or a line of it, belongs to this part."""
        return (
            (self.sku is None or (line is not None and line.product.sku == self.sku))
            and self.store in {None, order.market.store}
            and self.market in {None, order.market.country}
            and self.platform in {None, order.market.platform}
        )


EVERYWHERE = Where()


@dataclass(frozen=True, slots=True)
class Truth:
    """The figures of a world with the knowledge of the moment `as_of` (the world's end, unless told otherwise)."""

    world: World
    as_of: datetime

    def at(self, as_of: datetime) -> "Truth":
        """Return the truth with the knowledge of another moment."""
        return Truth(self.world, as_of)

    def return_rate(self, period: Period, where: Where = EVERYWHERE) -> Rate:
        """Count units asked back of units shipped, of orders placed in the period."""
        asked = shipped = 0
        for order, line in self._lines(period, where):
            shipped += line.shipped
            asked += min(line.shipped, self._asked(order, line))
        return Rate(asked, shipped)

    def returned_orders(self, period: Period) -> Rate:
        """Count orders with a unit asked back of those of which something was shipped."""
        seen: dict[str, bool] = {}
        for order, line in self._lines(period, EVERYWHERE):
            if line.shipped:
                seen[order.id] = seen.get(order.id, False) or self._asked(order, line) > 0
        return Rate(sum(seen.values()), len(seen))

    def refund_rate(self, period: Period, where: Where = EVERYWHERE) -> Rate:
        """Count orders with a settled refund of orders paid for."""
        paid = [order for order in self._sold(period) if order.paid and where.holds(order)]
        return Rate(sum(self._refunded(order) > 0 for order in paid), len(paid))

    def exchange_share(self, period: Period) -> Rate:
        """Count exchanges of return requests with a known outcome; a refusal is an outcome, a withdrawal leaves the count."""
        known = [back for order, back in self._returns(period) if self._resolved(order, back)]
        return Rate(sum(back.outcome == "exchange" for back in known), len(known))

    def stars(self, period: Period) -> Mapping[int, int]:
        """Count visible product reviews posted in the period by their stars, as they stood seven days after it."""
        found = Counter(dict.fromkeys(range(1, 6), 0))
        for review in self.world.reviews:
            state = self._state(review, min(self.as_of, period.end + _EDITS_COUNT))
            if state and state.visible and period.holds(review.states[0].at):
                found[state.stars] += 1
        return dict(found)

    def negative_reviews(self, period: Period) -> Rate:
        """Count reviews with one to three stars of all."""
        stars = self.stars(period)
        return Rate(sum(count for star, count in stars.items() if star <= NEGATIVE), sum(stars.values()))

    def first_response(self, period: Period) -> Hours:
        """Measure from a customer's first message to the first answer of a person, dated by the answer."""
        return waiting_times(
            (asked, answered)
            for asked, answered in self._first_answers()
            if answered is not None and period.holds(answered)
        )

    def awaiting(self, period: Period) -> tuple[int, datetime | None]:
        """Count conversations without any answer at the period's end, and tell since when the oldest waits."""
        until = min(period.end, self.as_of)
        open_ = [
            at for at, answered in self._first_answers() if at < until and not (answered and answered < until)
        ]
        return len(open_), min(open_, default=None)

    def response(self, period: Period) -> Hours:
        """Measure from the first unanswered message of a customer to the next answer, dated by the answer."""
        return waiting_times(
            (contact.asked_at, answered)
            for conversation in self._conversations()
            for contact in contacts(conversation)
            if (answered := contact.answered_at) and answered < self.as_of and period.holds(answered)
        )

    def top_products(self, period: Period, count: int | None = 5) -> list[tuple[str, Rate]]:
        """Rank products with enough units by the lower bound of their return rate, the surest worst first."""
        skus = sorted({line.product.sku for _, line in self._lines(period, EVERYWHERE)})
        rates = [(sku, self.return_rate(period, Where(sku=sku))) for sku in skus]
        judged = [(sku, rate) for sku, rate in rates if rate.denominator >= ALERT_UNITS and rate.numerator]
        return sorted(judged, key=lambda found: (-found[1].low, found[0]))[:count]

    def alerts(self) -> Mapping[str, str]:
        """Return which products deserve an alarm over the last 90 days: `confirmed`, or only `watch`."""
        end = self.as_of.astimezone(ZoneInfo(ZONE)).date()
        found = {}
        for sku, rate in self.top_products(days(end - timedelta(days=ALERT_DAYS), ALERT_DAYS), None):
            if rate.numerator / rate.denominator > ALERT_THRESHOLD:
                found[sku] = "confirmed" if rate.low > ALERT_THRESHOLD else "watch"
        return found

    def _sold(self, period: Period) -> Iterator[Order]:
        for order in self.world.orders:
            if period.holds(order.placed_at) and not order.is_test and not order.replaces:
                yield order

    def _lines(self, period: Period, where: Where) -> Iterator[tuple[Order, Line]]:
        for order in self._sold(period):
            if order.cancelled_at is None and order.market.store != WOO and not self._is_lost(order):
                yield from ((order, line) for line in order.lines if where.holds(order, line))

    def _is_lost(self, order: Order) -> bool:
        """A parcel that was lost is no delivery to send back; Amazon does not tell."""
        scans = order.parcel.scans if order.parcel and order.market.store != AMAZON else ()
        return any(scan.sub_status == "Exception_Lost" and scan.at < self.as_of for scan in scans)

    def _asked(self, order: Order, line: Line) -> int:
        return sum(
            part.quantity
            for back in order.returns
            if back.counts and back.requested_at < self.as_of
            for part in back.lines
            if part.line.id == line.id
        )

    def _returns(self, period: Period) -> Iterator[tuple[Order, Return]]:
        for order in self.world.orders:
            for back in order.returns:
                if back.counts and period.holds(back.requested_at) and back.requested_at < self.as_of:
                    yield order, back

    def _refunded(self, order: Order) -> int:
        return sum(refund.amount for refund in order.refunds if refund.settled and refund.at < self.as_of)

    def _resolved(self, order: Order, back: Return) -> bool:
        """A refund is an outcome once its money has gone: one that hangs leaves the request open."""
        if back.outcome == "refund":
            own = [refund for refund in order.refunds if refund.returned == back.id]
            return any(refund.settled and refund.at < self.as_of for refund in own)
        return back.outcome is not None or back.fate == "declined"

    def _state(self, review: Review, at: datetime) -> Opinion | None:
        known = [
            state for place, state in enumerate(review.states) if observed_at(review, place, self.world) < at
        ]
        return known[-1] if known else None

    def _conversations(self) -> Iterator[Conversation]:
        return (order.conversation for order in self.world.orders if order.conversation)

    def _first_answers(self) -> Iterator[tuple[datetime, datetime | None]]:
        for conversation in self._conversations():
            answers = (words.at for words in conversation.words if words.author == "agent")
            yield conversation.words[0].at, min((at for at in answers if at < self.as_of), default=None)


def waiting_times(spans: Iterator[tuple[datetime, datetime]]) -> Hours:
    """Return how long the spans last, in hours."""
    found = sorted((until - since).total_seconds() / 3600 for since, until in spans)
    if not found:
        return Hours(0, None, None)
    return Hours(len(found), _quantile(found, 0.5), _quantile(found, 0.9))


def _quantile(ordered: list[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def truth(world: World, as_of: datetime | None = None) -> Truth:
    """Return the truth of a world as of its end, or of another moment."""
    return Truth(world, as_of or world.end)
