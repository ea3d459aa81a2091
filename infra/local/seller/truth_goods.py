"""The truth about carriers, disputes, reviews over time and returning customers: counted from the world, without the product."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.local.seller.formats.woocommerce import observed_at
from infra.local.seller.office import recoveries
from infra.local.seller.periods import Period
from infra.local.seller.shapes import Opinion, Order, World
from infra.local.seller.truth import Rate
from infra.local.seller.voices import NEGATIVE

_EDITS_COUNT = timedelta(days=7)
_COMES_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class GoodsTruth:
    """The figures of a world with all that is known at its end, or for what waits for time to pass, on the day that begins then."""

    world: World

    @property
    def known_until(self) -> datetime:
        """The end of the last day that is known."""
        return self.world.end + timedelta(days=1)

    def on_time_delivery(self, period: Period, store: str) -> Rate:
        """Count parcels of a store delivered by the time that their carrier promised, of those delivered or overdue."""
        found = []
        for order in self._orders():
            parcel = order.parcel
            if order.market.store != store or order.cancelled_at or parcel is None or not parcel.scans:
                continue
            in_time = parcel.delivered_at is not None and parcel.delivered_at <= parcel.promised_at
            if period.holds(parcel.promised_at) and (in_time or parcel.promised_at < self.known_until):
                found.append(in_time)
        return Rate(sum(found), len(found))

    def disputes(self, period: Period) -> Rate:
        """Count orders with a dispute of all paid ones."""
        paid = [order for order in self._orders() if order.paid and period.holds(order.placed_at)]
        return Rate(sum(bool(order.claims) for order in paid), len(paid))

    def disputes_lost(self, period: Period) -> Rate:
        """Count disputes decided against the seller of all decided, by the order's date."""
        ends = [
            claim.states[-1][1]
            for order in self._orders()
            if order.paid and period.holds(order.placed_at)
            for claim in order.claims
        ]
        decided = [state for state in ends if state in {"won", "lost"}]
        return Rate(decided.count("lost"), len(decided))

    def claims_accepted(self, period: Period) -> Rate:
        """Count the claims that carriers accepted of those filed."""
        filed = [one for one in recoveries(self.world) if period.holds(one.filed_at)]
        return Rate(sum(one.accepted and one.decided_at is not None for one in filed), len(filed))

    def mean_stars(self, period: Period) -> float | None:
        """Return the mean stars of visible reviews posted in the period, as they stood a week after it."""
        until = min(self.known_until, period.end + _EDITS_COUNT)
        stars = [
            state.stars
            for states in self._reviews(period)
            if (state := _last(states, until)) and state.visible
        ]
        return sum(stars) / len(stars) if stars else None

    def recovered(self, period: Period) -> Rate:
        """Count reviews that were posted with few stars and are seen with more now, of those posted with few."""
        low = [states for states in self._reviews(period) if states[0][1].stars <= NEGATIVE]
        now = [states[-1][1] for states in low]
        return Rate(sum(state.visible and state.stars > NEGATIVE for state in now), len(low))

    def came_back(self, period: Period) -> Rate:
        """Count customers who bought again within ninety days, of those whose first order lies in the period."""
        bought: dict[str, list[datetime]] = defaultdict(list)
        for order in self._orders():
            refunded = sum(refund.amount for refund in order.refunds if refund.settled)
            if order.paid and refunded < order.total:
                bought[order.person.email].append(order.placed_at)
        firsts = [sorted(times) for times in bought.values() if period.holds(min(times))]
        return Rate(
            sum(len(times) > 1 and times[1] - times[0] <= _COMES_BACK for times in firsts), len(firsts)
        )

    def _orders(self) -> Iterator[Order]:
        return (order for order in self.world.orders if not order.is_test and not order.replaces)

    def _reviews(self, period: Period) -> Iterator[list[tuple[datetime, Opinion]]]:
        """Yield each review's states with the moment since which they are known, for those posted in the period."""
        for review in self.world.reviews:
            if period.holds(review.states[0].at):
                seen = [
                    (observed_at(review, place, self.world), state)
                    for place, state in enumerate(review.states)
                ]
                known = [(at, state) for at, state in seen if at < self.world.end]
                if known:
                    yield known


def _last(states: list[tuple[datetime, Opinion]], until: datetime) -> Opinion | None:
    known = [state for at, state in states if at < until]
    return known[-1] if known else None
