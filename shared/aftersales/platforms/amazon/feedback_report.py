"""Seller feedback. The report holds only neutral and negative feedback (1–3 stars): a share of it has no denominator."""

from collections.abc import Sequence

from aftersales.deliveries.prose import prose
from aftersales.deliveries.wild import version as stamp
from aftersales.platforms.amazon.cells import whole_number
from aftersales.platforms.amazon.dates import read_date
from aftersales.platforms.amazon.marketplaces import DateOrder
from aftersales.platforms.amazon.nameless import customer_of
from aftersales.platforms.amazon.tabular import Row
from aftersales.records.after_sales import Review
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation

_MOST_STARS = 5


def feedback(
    rows: Sequence[Row], store: str, dates: DateOrder | None, market: str | None
) -> Sequence[Observation]:
    """Read feedback rows; the rater's address becomes a hashed key and is not kept."""
    return [_one(row, store, dates, market) for row in rows]


def _one(row: Row, store: str, dates: DateOrder | None, market: str | None) -> Observation:
    order = row.get("orderid")
    stars = whole_number(row.get("rating"))
    if not order:
        raise RejectedError("order_is_missing")
    if not 1 <= stars <= _MOST_STARS:
        raise RejectedError("rating_is_out_of_range")
    posted_at = read_date(row.get("date"), dates)
    return Observation(
        record=Review(
            store=store,
            key=f"feedback-{order}",  # one per order
            form="seller_feedback",
            order=order,
            market=market,
            stars=stars,
            text=prose(row.get("comments")),
            customer=customer_of(store, row.get("rateremail")),
            verified=True,
            posted_at=posted_at,
            updated_at=posted_at,
        ),
        occurred_at=posted_at,
        version=stamp(posted_at),
        actor=Actor.CUSTOMER,
    )
