"""Product reviews, with stars. They come by polling alone and have no time of change.

A review that the poll had not seen before stands as of the time it was written. One that it had seen with other content stands
as of the poll that found the change (the client says which, in the header `review-state`).
"""

from html import unescape

from selectolax.lexbor import LexborHTMLParser

from aftersales.customers.identity import customer_key
from aftersales.deliveries.prose import prose
from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.wild import Wild, instant, maybe_text, number, obj, text, version
from aftersales.records.after_sales import Review
from aftersales.records.fact import Actor, Observation

CHANGED = "changed"
VISIBLE = "approved"
MOST_STARS = 5


def read_review(body: Wild, delivery: RawDelivery) -> Observation:
    """Read a review; what waits for approval, is spam or lies in the trash is not visible."""
    # The API answers a deletion with {"deleted": true, "previous": {…}}.
    is_gone = body.get("deleted") is True
    body = obj(body.get("previous"), "previous") if is_gone else body
    posted_at = instant(body.get("date_created_gmt"), "date_created_gmt")
    is_changed = is_gone or delivery.headers.get("review-state") == CHANGED
    updated_at = instant(delivery.received_at, "received_at") if is_changed else posted_at
    stars = number(body.get("rating"))
    record = Review(
        store=delivery.store,
        key=text(body.get("id"), "id"),
        form="product",
        product=maybe_text(body.get("product_id")),
        # 0 stands for 'no rating', not for the worst one.
        stars=stars if 1 <= stars <= MOST_STARS else None,
        text=prose(plain(maybe_text(body.get("review")) or "")),
        author=maybe_text(body.get("reviewer")),
        customer=customer_key(delivery.store, email=maybe_text(body.get("reviewer_email"))),
        verified=body.get("verified") is True,
        visible=not is_gone and maybe_text(body.get("status")) == VISIBLE,
        posted_at=posted_at,
        updated_at=updated_at,
    )
    return Observation(
        record=record, occurred_at=updated_at, version=version(updated_at), actor=Actor.CUSTOMER
    )


def plain(markup: str) -> str:
    """Return the words of an HTML text, a line for each paragraph."""
    if "<" not in markup:
        return unescape(markup).strip()
    page = LexborHTMLParser(markup)
    for hidden in page.css("script, style"):
        hidden.decompose()
    words = page.body.text(separator="\n") if page.body else ""
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())
