"""Shopify's words and ours. What no table knows becomes UNKNOWN or no cause; nothing is guessed."""

from types import MappingProxyType

from aftersales.records.after_sales import ClaimStatus, ReturnStatus
from aftersales.records.cause import Cause
from aftersales.records.order import Consent, OrderStatus
from aftersales.records.parcel import ParcelStatus

FULFILMENT = MappingProxyType(
    {
        "fulfilled": OrderStatus.SHIPPED,
        "partial": OrderStatus.PART_SHIPPED,
    }
)

PAYMENT = MappingProxyType(
    {
        "paid": OrderStatus.PAID,
        "partially_refunded": OrderStatus.PAID,
        "refunded": OrderStatus.PAID,
        "pending": OrderStatus.PENDING,
        "authorized": OrderStatus.PENDING,
        "partially_paid": OrderStatus.PENDING,
        "expired": OrderStatus.PENDING,
        "unpaid": OrderStatus.PENDING,
        "voided": OrderStatus.CANCELLED,  # the authorisation was given back; nothing will be shipped
    }
)

CONSENT = MappingProxyType(
    {
        "subscribed": Consent.GIVEN,
        "pending": Consent.UNKNOWN,  # double opt-in not confirmed yet
        "not_subscribed": Consent.REFUSED,
        "unsubscribed": Consent.REFUSED,
        "redacted": Consent.REFUSED,
        "invalid": Consent.REFUSED,
    }
)

NOT_SHIPPED = frozenset({"cancelled", "error", "failure"})
"""States of a fulfilment in which its units never left."""

PARCEL = MappingProxyType(
    {
        "label_purchased": ParcelStatus.REGISTERED,
        "label_printed": ParcelStatus.REGISTERED,
        "confirmed": ParcelStatus.REGISTERED,
        "submitted": ParcelStatus.REGISTERED,
        "ready_for_pickup": ParcelStatus.AWAITING_PICKUP,
        "carrier_picked_up": ParcelStatus.IN_TRANSIT,
        "picked_up": ParcelStatus.DELIVERED,  # by the customer, in a shop
        "in_transit": ParcelStatus.IN_TRANSIT,
        "delayed": ParcelStatus.STALLED,
        "out_for_delivery": ParcelStatus.OUT_FOR_DELIVERY,
        "attempted_delivery": ParcelStatus.FAILED_ATTEMPT,
        "not_delivered": ParcelStatus.FAILED_ATTEMPT,
        "delivered": ParcelStatus.DELIVERED,
        "failure": ParcelStatus.EXCEPTION,
    }
)

RETURN = MappingProxyType(
    {
        "requested": ReturnStatus.REQUESTED,
        "open": ReturnStatus.APPROVED,
        "declined": ReturnStatus.DECLINED,
        "closed": ReturnStatus.CLOSED,
        "canceled": ReturnStatus.CANCELLED,  # one L here, two on orders
        "cancelled": ReturnStatus.CANCELLED,
    }
)

RETURN_CAUSE = MappingProxyType(
    {
        "size_too_small": Cause.SIZE_TOO_SMALL,
        "size_too_large": Cause.SIZE_TOO_LARGE,
        "unwanted": Cause.CHANGED_MIND,
        "not_as_described": Cause.NOT_AS_DESCRIBED,
        "wrong_item": Cause.WRONG_ITEM,
        "defective": Cause.QUALITY_DEFECTIVE,
        "style": Cause.CHANGED_MIND,
        "color": Cause.NOT_AS_DESCRIBED_COLOUR,
        "other": Cause.OTHER,
    }
)
"""`unknown` and the open library of reason definitions have no row: the customer's note then says the cause."""

CLAIM = MappingProxyType(
    {
        "needs_response": ClaimStatus.NEEDS_RESPONSE,
        "under_review": ClaimStatus.UNDER_REVIEW,
        "accepted": ClaimStatus.ACCEPTED,
        "charge_refunded": ClaimStatus.ACCEPTED,  # deprecated, still sent by older versions
        "won": ClaimStatus.WON,
        "lost": ClaimStatus.LOST,
        "prevented": ClaimStatus.PREVENTED,
    }
)

CLAIM_CAUSE = MappingProxyType(
    {
        "fraudulent": Cause.COMPLAINT_FRAUD,
        "unrecognized": Cause.COMPLAINT_FRAUD,
        "product_unacceptable": Cause.NOT_AS_DESCRIBED,
        "product_not_received": Cause.LOST_OR_LATE_LOST,
        "credit_not_processed": Cause.REFUND_OR_RETURN_WISH,
        "duplicate": Cause.COMPLAINT,
        "subscription_canceled": Cause.COMPLAINT,  # REST spells it with one L …
        "subscription_cancelled": Cause.COMPLAINT,  # … and GraphQL with two
        "general": Cause.COMPLAINT,
        "customer_initiated": Cause.COMPLAINT,
        "noncompliant": Cause.COMPLAINT,
        "debit_not_authorized": Cause.COMPLAINT_FRAUD,
        "incorrect_account_details": Cause.OTHER,
        "insufficient_funds": Cause.OTHER,
        "bank_cannot_process": Cause.OTHER,
    }
)

IGNORED = MappingProxyType(
    {
        "app/": "installing and removing the app is handled in the connection's settings",
        "carts/": "a cart is not an order",
        "checkouts/": "a checkout is not an order",
        "customers/": "customers come with their orders",
        "draft_orders/": "a draft becomes an order, which is sent then",
        "fulfillment_events/": "names no tracking number; the fulfilment sent beside it carries the status",
        "fulfillment_orders/": "work of a warehouse; what ships is sent as a fulfilment",
        "inventory_": "stock is not an after-sales matter",
        "order_transactions/": "money moved is in the order and in its refunds",
        "orders/delete": "names only an id; nothing that is known becomes untrue",
        "orders/edited": "names only differences; the order is sent whole as orders/updated",
        "products/": "products come with the lines of orders",
        "reverse_": "the return itself is sent whole",
    }
)
"""Topics (or their beginnings) that carry nothing for us, and why."""
