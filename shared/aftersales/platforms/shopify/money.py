"""Which of Shopify's amounts counts: what the buyer paid, in the buyer's currency.

Every amount may come twice, plain in the shop's currency and as `…_set` in both. A refund's transactions move the buyer's currency,
so taking that one everywhere keeps an order and its refunds comparable.
"""

from aftersales.deliveries.wild import Wild, maybe_money, maybe_obj, maybe_text
from aftersales.records.money import Money


def paid(holder: Wild, field: str, currency: str | None) -> Money | None:
    """Return the buyer's amount of `field`; where only the plain one is given, that one in `currency`."""
    presentment = maybe_obj(maybe_obj(holder.get(f"{field}_set")).get("presentment_money"))
    told = maybe_money(presentment.get("amount"), maybe_text(presentment.get("currency_code")))
    return told or maybe_money(holder.get(field), currency)
