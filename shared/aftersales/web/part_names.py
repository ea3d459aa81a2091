"""Names of what a figure is split into: platforms, markets, people, causes, stars, kinds of refunds and costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from types import MappingProxyType

from aftersales.accounts.colleagues import FORMER
from aftersales.metrics.anonymous import NUMBERED
from aftersales.records.cause import Cause
from aftersales.web import words
from aftersales.web.formats import Formats
from aftersales.web.words import N_

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "full": N_("Full refund"),
        "partial": N_("Partial refund"),
        "returnless": N_("Refund without return"),
        "cancellation": N_("Cancelled order"),
        "stock_out": N_("Out of stock"),
        "claim": N_("Forced by a claim"),
        "goods": N_("Goods"),
        "goodwill": N_("Goodwill"),
        "return_freight": N_("Return freight"),
        "reship": N_("Reshipment"),
        "duty": N_("Duty and tax"),
        "platform_fee": N_("Platform fees"),
        "labour": N_("Labour"),
        "tool": N_("Tools"),
        "carrier_claim": N_("Carrier claims"),
        "reimbursement": N_("Reimbursements"),
        "resale": N_("Resale"),
        "positive": N_("Positive"),
        "neutral": N_("Neutral"),
        "negative": N_("Negative"),
        "unrated": N_("Without stars"),
        "0-1": N_("Up to one day"),
        "1-3": N_("One to three days"),
        "3-7": N_("Three to seven days"),
        "7+": N_("Over a week"),
        "first_response": N_("First reply"),
        "next_response": N_("Later replies"),
        "resolution": N_("Resolution"),
        "message": N_("Messages"),
        "email": N_("Mail"),
        "mail": N_("Mail"),
        "chat": N_("Chat"),
        "review": N_("Review"),
        "return": N_("Return"),
        "phone": N_("Phone"),
    }
)
"""Parts that a contract names itself."""

DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "part": N_("Part"),
        "sku": N_("Product"),
        "store": N_("Store"),
        "market": N_("Market"),
        "platform": N_("Platform"),
        "channel": N_("Channel"),
        "agent": N_("Person"),
        "cause": N_("Cause"),
        "carrier": N_("Carrier"),
    }
)

HEADS: Mapping[str, str] = MappingProxyType(
    {
        "cause_share": N_("Cause"),
        "return_cause_share": N_("Cause"),
        "neg_review_cause_share": N_("Cause"),
        "star_distribution": N_("Stars"),
        "verbal_ratings": N_("Rating"),
        "refund_kind_share": N_("Kind"),
        "cost_share": N_("Component"),
        "cost_missing_share": N_("Component"),
        "backlog": N_("Age"),
        "sla_attainment": N_("Promise"),
        "on_time_dispatch": N_("Warehouse"),
        "on_time_delivery": N_("Warehouse"),
        "accuracy": N_("Warehouse"),
    }
)
"""What the parts of a metric are."""


@dataclass(frozen=True, slots=True)
class PartNames:
    """Looks names up; `people` are names by e-mail, `stores` by id, `products` by SKU. What has no name keeps its key."""

    formats: Formats
    texts: NullTranslations
    people: Mapping[str, str] = field(default_factory=dict)
    stores: Mapping[str, str] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)

    def of(self, by: str, key: str) -> str:
        """Name a value of a dimension, or a part of a metric."""
        # A platform's own warehouses are called by its name.
        if by == "platform" or (by == "part" and key in words.PLATFORMS):
            return words.platform(key, self.texts)
        if by == "market":
            return self.formats.country(key)
        if by == "agent":
            return self.people.get(key) or self._colleague(key)
        if by == "store":
            return self.stores.get(key, key)
        if by == "sku":
            return f"{key} · {self.products[key]}" if key in self.products else key
        if by == "cause" and key.endswith("."):
            return self.alone(key.removesuffix("."))
        if by in {"part", "cause", "channel"}:
            return self._part(key)
        return key

    def _colleague(self, key: str) -> str:
        """A person whose name the reader may not see has a number instead of an address."""
        number = key.removeprefix(NUMBERED)
        if key == FORMER:
            return self.texts.gettext("A former colleague")
        return self.texts.gettext("Colleague %(number)s") % {"number": number} if number != key else key

    def head(self, metric: str, by: str) -> str:
        """Name what a metric is split by; what its own parts are is up to the metric."""
        if by != "part":
            return self.dimension(by)
        return self.texts.gettext(HEADS.get(metric.partition(".")[0], DIMENSIONS["part"]))

    def dimension(self, by: str) -> str:
        """Name a dimension itself."""
        return self.texts.gettext(DIMENSIONS[by])

    def alone(self, key: str | None) -> str:
        """Name a cause among its own leaves: a branch there is what lies in none of them."""
        name = self._part((key or "").removesuffix("."))
        has_leaves = any(other.startswith(f"{key}.") for other in words.WORDS[Cause])
        return self.texts.gettext("%(branch)s, nothing finer") % {"branch": name} if has_leaves else name

    def _part(self, key: str) -> str:
        if key in words.WORDS[Cause]:
            branch, _, leaf = key.partition(".")
            name = words.cause_name(key, self.texts)
            return f"{words.cause_name(branch, self.texts)} · {name}" if leaf else name
        if key.isdecimal() and len(key) == 1:
            return "★" * int(key)
        return self.texts.gettext(PARTS[key]) if key in PARTS else key
