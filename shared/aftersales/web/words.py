"""Names of states, causes, queues and the like: one word for the same thing everywhere."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from gettext import NullTranslations
from types import MappingProxyType

from aftersales.desk.health import Condition
from aftersales.records.action import Verb
from aftersales.records.after_sales import ClaimStatus, RefundStatus, Resolution, ReturnStatus
from aftersales.records.api_token import Scope
from aftersales.records.case import CaseState, Queue, Trigger
from aftersales.records.cause import Cause
from aftersales.records.message import Author
from aftersales.records.order import OrderStatus
from aftersales.records.parcel import ParcelStatus
from aftersales.records.reply import ReplyState
from aftersales.records.report import ReportKind
from aftersales.records.taxonomy import OwnCause
from aftersales.records.understanding import Sentiment
from aftersales.records.workspace import Role


def N_(text: str) -> str:  # noqa: N802 the name that gettext's extractors know
    """Mark a text for translation at a later time."""
    return text


WORDS: Mapping[type[StrEnum], Mapping[str, str]] = MappingProxyType(
    {
        CaseState: {
            "waiting": N_("Waiting for us"),
            "answered": N_("Customer's turn"),
            "resolved": N_("Resolved"),
        },
        ReportKind: {
            "daily": N_("Daily digest"),
            "weekly": N_("Weekly report"),
            "monthly": N_("Monthly review"),
            "causes": N_("Causes of negative reviews"),
            "supplier": N_("Supplier dossier"),
        },
        Scope: {
            "read:figures": N_("Reads figures"),
            "read:rows": N_("Reads records"),
        },
        Trigger: {
            "message": N_("Message"),
            "return": N_("Return"),
            "review": N_("Review"),
            "claim": N_("Claim"),
            "parcel": N_("Parcel trouble"),
            "privacy": N_("Privacy request"),
        },
        Queue: {
            "logistics": N_("Logistics"),
            "returns": N_("Returns"),
            "quality": N_("Product"),
            "complaints": N_("Complaints"),
            "questions": N_("Usage questions"),
            "privacy": N_("Privacy"),
            "review_needed": N_("To be sorted"),
        },
        Cause: {
            "quality": N_("Quality"),
            "quality.defective": N_("Defective"),
            "quality.material": N_("Poor material"),
            "quality.pilling": N_("Pilling"),
            "quality.battery": N_("Battery"),
            "quality.broke_early": N_("Broke early"),
            "size_fit": N_("Size or fit"),
            "size_fit.too_small": N_("Too small"),
            "size_fit.too_large": N_("Too large"),
            "not_as_described": N_("Not as described"),
            "not_as_described.colour": N_("Colour differs"),
            "not_as_described.incompatible": N_("Incompatible"),
            "damaged_in_transit": N_("Damaged in transit"),
            "lost_or_late": N_("Lost or late"),
            "lost_or_late.lost": N_("Lost"),
            "lost_or_late.late": N_("Late"),
            "lost_or_late.customs": N_("Customs"),
            "lost_or_late.undeliverable": N_("Undeliverable"),
            "wrong_item": N_("Wrong item"),
            "missing_parts": N_("Missing parts"),
            "usage_question": N_("Usage question"),
            "order_status": N_("Order status"),
            "refund_or_return_wish": N_("Wants a refund or return"),
            "refund_or_return_wish.changed_mind": N_("Changed their mind"),
            "refund_or_return_wish.better_price": N_("Better price elsewhere"),
            "complaint": N_("Complaint"),
            "complaint.fraud": N_("Suspects fraud"),
            "other.stock_out": N_("Out of stock"),
            "other": N_("Other cause"),
        },
        Sentiment: {
            "positive": N_("Positive"),
            "neutral": N_("Neutral"),
            "negative": N_("Negative"),
            "mixed": N_("Mixed"),
            "unsure": N_("Mood unclear"),
        },
        OrderStatus: {
            "pending": N_("Payment pending"),
            "paid": N_("Paid"),
            "part_shipped": N_("Partly shipped"),
            "shipped": N_("Shipped"),
            "cancelled": N_("Cancelled"),
            "unknown": N_("Unknown"),
        },
        ParcelStatus: {
            "registered": N_("Registered"),
            "in_transit": N_("In transit"),
            "out_for_delivery": N_("Out for delivery"),
            "awaiting_pickup": N_("Awaiting pickup"),
            "delivered": N_("Delivered"),
            "failed_attempt": N_("Delivery attempt failed"),
            "exception": N_("Delivery exception"),
            "stalled": N_("No movement"),
            "returning": N_("Going back"),
            "returned": N_("Came back"),
            "lost": N_("Lost by carrier"),
            "damaged": N_("Damaged"),
            "stopped": N_("Tracking ended"),
            "unknown": N_("Unknown"),
        },
        ReturnStatus: {
            "requested": N_("Requested"),
            "approved": N_("Approved"),
            "declined": N_("Declined"),
            "cancelled": N_("Cancelled"),
            "received": N_("Received back"),
            "closed": N_("Closed"),
            "unknown": N_("Unknown"),
        },
        Resolution: {
            "refund": N_("Refunded"),
            "exchange": N_("Exchanged"),
            "credit": N_("Store credit"),
            "nothing": N_("Nothing given"),
            "open": N_("Not decided"),
        },
        RefundStatus: {
            "pending": N_("On its way"),
            "settled": N_("Settled"),
            "failed": N_("Failed"),
        },
        ClaimStatus: {
            "needs_response": N_("Needs our answer"),
            "under_review": N_("Under review"),
            "won": N_("Won"),
            "lost": N_("Lost case"),
            "accepted": N_("Accepted by us"),
            "prevented": N_("Prevented"),
            "unknown": N_("Unknown"),
        },
        Author: {
            "customer": N_("Customer"),
            "agent": N_("Our team"),
            "machine": N_("Automatic mail"),
        },
        Role: {
            "agent": N_("Agent"),
            "translator": N_("Translator"),
            "analyst": N_("Analyst"),
            "manager": N_("Manager"),
            "admin": N_("Administrator"),
        },
        Verb: {
            "assigned": N_("Assigned"),
            "noted": N_("Note"),
            "relabelled": N_("Cause changed"),
            "answered": N_("Marked as answered"),
            "resolved": N_("Resolved"),
            "reopened": N_("Reopened"),
            "invited": N_("Review invitation sent"),
            "not_sent": N_("Not sent"),
            "handed_off": N_("Handed to a person"),
            "waived": N_("No answer needed"),
            "discarded": N_("Taken out of the figures"),
            "restored": N_("Taken back in"),
        },
        ReplyState: {
            "draft": N_("Draft"),
            "in_review": N_("With the translator"),
            "approved": N_("Approved"),
            "queued": N_("On its way"),
            "sent": N_("Sent"),
            "copied": N_("Sent by hand"),
            "refused": N_("Refused by the channel"),
            "withdrawn": N_("Discarded"),
        },
        Condition: {
            "well": N_("Well"),
            "late": N_("Late"),
            "ill": N_("Needs attention"),
            "quiet": N_("Nothing received yet"),
        },
    }
)

PLATFORMS: Mapping[str, str] = MappingProxyType(
    {
        "shopify": "Shopify",
        "woocommerce": "WooCommerce",
        "amazon": "Amazon",
        "17track": "17TRACK",
        "ecb": "ECB",
    }
)
"""Brands, written as they write themselves."""


ENGINES: Mapping[str, str] = MappingProxyType({"aws": "Amazon Comprehend"})
TRANSLATORS: Mapping[str, str] = MappingProxyType(
    {"amazon-translate": "Amazon Translate", "aws": "Amazon Translate"}
)

SIGNALS: Mapping[str, str] = MappingProxyType(
    {
        "complaint": N_("Complaint"),
        "refund_wish": N_("Wants money back"),
        "return_wish": N_("Wants to return"),
        "exchange_wish": N_("Wants an exchange"),
        "review_threat": N_("Threatens a review"),
        "legal": N_("Legal words"),
        "chargeback": N_("Threatens a chargeback"),
        "safety": N_("Safety"),
        "pressing": N_("Pressing"),
        "thanks": N_("Thanks"),
        "feature_wish": N_("Wishes a feature"),
        "competitor": N_("Names a competitor"),
        "not_as_described": N_("Not as described"),
        "too_small": N_("Too small"),
        "too_large": N_("Too large"),
    }
)
"""Signals by their stable names; they travel as text, for an older fact may carry one that no engine gives any more."""


def word(value: StrEnum, texts: NullTranslations, own: Sequence[OwnCause] = (), language: str = "en") -> str:
    """Return the name of an enum's member; a KeyError means a member without a word, which a test forbids.

    A cause may be one of the seller's `own`, which have names in each language themselves.
    """
    if isinstance(value, Cause) and value.is_own:
        return own_name(value, own, language)
    return texts.gettext(WORDS[type(value)][value.value])


def own_name(cause: Cause, own: Sequence[OwnCause], language: str) -> str:
    """Return what a seller calls a cause, else a readable form of its name in the tree."""
    leaf = next((leaf for leaf in own if leaf.cause == cause), None)
    return leaf.in_language(language) if leaf else cause.rpartition(".own_")[2].replace("_", " ").capitalize()


def signal_name(name: str, texts: NullTranslations) -> str:
    """Return the words for a signal; an unknown one as it is."""
    known = SIGNALS.get(name)
    return texts.gettext(known) if known else name.replace("_", " ")


def platform(name: str, texts: NullTranslations) -> str:
    """Return a platform's name as its owner writes it; mail is nobody's brand."""
    return texts.gettext(N_("Mail")) if name == "mail" else PLATFORMS.get(name, name.capitalize())


def engine_name(name: str, texts: NullTranslations) -> str:
    """Return what people call an engine that read a text; an unknown one as it is."""
    return texts.gettext(N_("the built-in engine")) if name == "embedded" else ENGINES.get(name, name)


def translator_name(name: str, texts: NullTranslations) -> str:
    """Return what people call what translated a text; an unknown engine as it is."""
    return (
        texts.gettext(N_("earlier translations by people"))
        if name == "memory"
        else TRANSLATORS.get(name, name)
    )


def cause_name(name: str, texts: NullTranslations, own: Sequence[OwnCause] = (), language: str = "en") -> str:
    """Return the words for a cause that travelled as text; an unknown one as it is."""
    try:
        return word(Cause(name), texts, own, language)
    except ValueError:
        return name
