"""WooCommerce's words and ours, with those of the plugins that shops use most."""

from types import MappingProxyType

from aftersales.records.order import Consent, OrderStatus

STATUS = MappingProxyType(
    {
        "pending": OrderStatus.PENDING,
        "on-hold": OrderStatus.PENDING,  # waits for a bank transfer, or for a person
        "failed": OrderStatus.PENDING,  # the payment failed and may be tried again
        "processing": OrderStatus.PAID,
        "refunded": OrderStatus.PAID,  # says nothing about whether it was shipped before
        "completed": OrderStatus.SHIPPED,
        "cancelled": OrderStatus.CANCELLED,
        "trash": OrderStatus.CANCELLED,
        "partial-shipped": OrderStatus.PART_SHIPPED,  # these four come from shipment plugins
        "partially-shipped": OrderStatus.PART_SHIPPED,
        "shipped": OrderStatus.SHIPPED,
        "delivered": OrderStatus.SHIPPED,
    }
)
"""Any other status is a plugin's own and becomes UNKNOWN."""

PAID = frozenset({"processing", "completed", "refunded"})
"""States that WooCommerce itself counts as paid, also where no time of payment is kept (bank transfer, cash on delivery)."""

DRAFTS = frozenset({"auto-draft", "checkout-draft", "draft"})
"""States in which nobody has ordered anything yet."""

TRACKING_LIST = "_wc_shipment_tracking_items"
"""Meta key under which the shipment tracking plugins keep a list of {tracking_number, tracking_provider, date_shipped}."""
TRACKING_ONE = frozenset({"_tracking_number", "tracking_number"})

REPLACES = "_replaces_order"
"""Meta key by which a seller marks a replacement order: WooCommerce has no field for it."""

LANGUAGE = frozenset({"wpml_language", "trp_language"})
CONSENT_KEY = "mailchimp_woocommerce_is_subscribed"
CONSENT = MappingProxyType({"1": Consent.GIVEN, "0": Consent.REFUSED})

REVIEWED = "product.updated"
"""The one topic that tells of a new review, though not what it says: WooCommerce has none for reviews themselves."""

IGNORED = MappingProxyType(
    {
        "product.": "products come with the lines of orders",
        "coupon.": "a coupon is not an after-sales matter",
        "customer.": "customers come with their orders",
        "action.": "an action names only a hook of the shop's code",
        "order.deleted": "names only an id; nothing that is known becomes untrue",
    }
)
"""Topics (or their beginnings) that carry nothing for us, and why."""
