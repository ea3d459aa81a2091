"""Disputes of Shopify Payments: inquiries and chargebacks, with the platform's own deadline."""

from aftersales.deliveries.wild import Wild, instant, maybe_instant, maybe_money, maybe_text, text, version
from aftersales.platforms.shopify.tables import CLAIM, CLAIM_CAUSE
from aftersales.records.after_sales import Claim, ClaimStatus
from aftersales.records.fact import Actor, Observation

RANK = (ClaimStatus.UNKNOWN, ClaimStatus.NEEDS_RESPONSE, ClaimStatus.UNDER_REVIEW)


def read_dispute(body: Wild, store: str) -> Observation:
    """Read a dispute. It may name no order, and an inquiry has no deadline; neither is made up."""
    opened_at = instant(body.get("initiated_at"), "initiated_at")
    told = (maybe_instant(body.get("evidence_sent_on")), maybe_instant(body.get("finalized_on")))
    updated_at = max([opened_at, *(time for time in told if time)])
    status = CLAIM.get((maybe_text(body.get("status")) or "").lower(), ClaimStatus.UNKNOWN)
    code = (maybe_text(body.get("reason")) or "").lower()
    is_inquiry = maybe_text(body.get("type")) == "inquiry"
    record = Claim(
        store=store,
        key=text(body.get("id"), "id"),
        order=maybe_text(body.get("order_id")),
        form="inquiry" if is_inquiry else "chargeback",
        status=status,
        opened_at=opened_at,
        updated_at=updated_at,
        amount=maybe_money(body.get("amount"), maybe_text(body.get("currency"))),
        code=code,
        cause=CLAIM_CAUSE.get(code),
        due_at=maybe_instant(body.get("evidence_due_by")),
    )
    # Disputes have no `updated_at`: an inquiry may become a chargeback, evidence is sent, then somebody decides.
    stage = RANK.index(status) if status in RANK else len(RANK)
    return Observation(
        record=record,
        occurred_at=updated_at,
        version=f"{0 if is_inquiry else 1}/{stage}/{version(updated_at)}",
        actor=Actor.CUSTOMER if updated_at == opened_at else Actor.PLATFORM,
    )
