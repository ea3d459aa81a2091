"""Money that went back to buyers: Finances 2024-06-19 transactions and the older event lists.

Both name no id of the refund that the other knows, so a refund is known by its order and the moment it was posted; the same refund
read through either API, or announced by a notification, is one. Fees that Amazon returns to the seller are no refund to the buyer.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import Field

from aftersales.deliveries.wild import version as stamp
from aftersales.platforms.amazon.wire import Amount, Wire
from aftersales.records.after_sales import Claim, ClaimStatus, Refund, RefundLine, RefundStatus
from aftersales.records.fact import Actor, Observation
from aftersales.records.money import Money
from aftersales.records.record import Instant

GOODS = frozenset({"Principal", "Tax"})
_SELLER_COSTS = ("fee", "expense", "commission")
_SETTLED = frozenset({"RELEASED", "DEFERRED_RELEASED", ""})


class _Identifier(Wire):
    related_identifier_name: str = ""
    related_identifier_value: str = ""


class _Breakdown(Wire):
    breakdown_type: str = ""
    breakdown_amount: Amount | None = None


class _Context(Wire):
    sku: str | None = None
    quantity_shipped: int | None = None


class _TransactionItem(Wire):
    total_amount: Amount | None = None
    contexts: tuple[_Context, ...] = ()


class Transaction(Wire):
    """A posted transaction; only refunds concern us."""

    related_identifiers: tuple[_Identifier, ...] = ()
    transaction_type: str = ""
    transaction_status: str = ""
    description: str = ""
    posted_date: Instant
    total_amount: Amount | None = None
    items: tuple[_TransactionItem, ...] = ()
    breakdowns: tuple[_Breakdown, ...] = ()

    @property
    def order(self) -> str | None:
        """The order it belongs to; the name of the identifier is spelt ORDER_ID or OrderId."""
        return next(
            (
                one.related_identifier_value
                for one in self.related_identifiers
                if one.related_identifier_name.replace("_", "").lower() == "orderid"
                and one.related_identifier_value
            ),
            None,
        )


class _Charge(Wire):
    charge_type: str = ""
    charge_amount: Amount | None = None


class _Promotion(Wire):
    promotion_amount: Amount | None = None


class _Adjustment(Wire):
    seller_sku: str | None = None
    quantity_shipped: int = 0
    item_charge_adjustment_list: tuple[_Charge, ...] = ()
    promotion_adjustment_list: tuple[_Promotion, ...] = ()


class _Event(Wire):
    amazon_order_id: str | None = None
    posted_date: Instant | None = None
    shipment_item_adjustment_list: tuple[_Adjustment, ...] = ()


class _Events(Wire):
    refund_event_list: tuple[_Event, ...] = ()
    guarantee_claim_event_list: tuple[_Event, ...] = ()
    chargeback_event_list: tuple[_Event, ...] = ()


class _EventPayload(Wire):
    financial_events: _Events = Field(default_factory=_Events)


class EventBody(Wire):
    """The answer of the older listFinancialEvents operations."""

    payload: _EventPayload = Field(default_factory=_EventPayload)


def transactions_in(body: Mapping[str, Any]) -> list[object]:
    """Return the transactions of an answer of listTransactions, nobody having looked at them yet."""
    payload = body.get("payload")
    found = payload.get("transactions") if isinstance(payload, dict) else None
    return list(found) if isinstance(found, list) else []


def observe_transactions(found: Iterable[Transaction], store: str) -> Iterator[Observation]:
    """Yield the refunds among transactions."""
    for wire in found:
        total = _to_buyer(wire)
        if wire.transaction_type.lower() == "refund" and total is not None:
            yield _refund(
                store,
                wire.order,
                wire.posted_date,
                total=total,
                settled=wire.transaction_status in _SETTLED,
                reason=wire.description[:200],
                lines=tuple(
                    RefundLine(sku=context.sku, quantity=context.quantity_shipped or 0)
                    for item in wire.items
                    for context in item.contexts
                    if context.sku
                ),
            )


def observe_events(body: EventBody, store: str) -> Iterator[Observation]:
    """Yield refunds, granted A-to-z claims and chargebacks of the older lists."""
    events = body.payload.financial_events
    for event in events.refund_event_list:
        total = _sum(_returned(event.shipment_item_adjustment_list))
        if total is not None and event.posted_date is not None:
            goods = _sum(_returned(event.shipment_item_adjustment_list, GOODS))
            lines = tuple(
                RefundLine(
                    sku=part.seller_sku, quantity=part.quantity_shipped, amount=_sum(_returned((part,)))
                )
                for part in event.shipment_item_adjustment_list
            )
            yield _refund(
                store,
                event.amazon_order_id,
                event.posted_date,
                total=total,
                settled=True,
                goods=goods,
                lines=lines,
            )
    for form, claims in (
        ("a_to_z", events.guarantee_claim_event_list),
        ("chargeback", events.chargeback_event_list),
    ):
        yield from (_claim(event, form, store) for event in claims if event.posted_date)


def _to_buyer(wire: Transaction) -> Money | None:
    own = [
        part.breakdown_amount.money
        for part in wire.breakdowns
        if part.breakdown_amount and not any(word in part.breakdown_type.lower() for word in _SELLER_COSTS)
    ]
    if own:
        return _negated(_sum(own))
    return _negated(wire.total_amount.money if wire.total_amount else None)


def _returned(parts: Iterable[_Adjustment], kinds: frozenset[str] | None = None) -> Iterator[Money | None]:
    for part in parts:
        for charge in part.item_charge_adjustment_list:
            if charge.charge_amount and (kinds is None or charge.charge_type in kinds):
                yield _negated(charge.charge_amount.money)
        if kinds is None:
            for promotion in part.promotion_adjustment_list:
                yield _negated(promotion.promotion_amount.money if promotion.promotion_amount else None)


def _sum(parts: Iterable[Money | None]) -> Money | None:
    total: Money | None = None
    for part in parts:
        if part is not None:
            total = part if total is None else total + part
    return total


def _negated(money: Money | None) -> Money | None:
    return None if money is None else Money(minor=-money.minor, currency=money.currency)


def _refund(
    store: str,
    order: str | None,
    at: Instant,
    *,
    total: Money,
    settled: bool,
    goods: Money | None = None,
    lines: tuple[RefundLine, ...] = (),
    reason: str = "",
) -> Observation:
    refund = Refund(
        store=store,
        key=f"{order or 'unknown'}@{stamp(at)}",
        order=order,
        status=RefundStatus.SETTLED if settled else RefundStatus.PENDING,
        created_at=at,
        settled_at=at if settled else None,
        total=total,
        goods=goods,
        lines=lines,
        reason=reason,
    )
    # A settled state is newer than a deferred one of the same moment.
    return Observation(
        record=refund, occurred_at=at, version=f"{stamp(at)}~{int(settled)}", actor=Actor.PLATFORM
    )


def _claim(event: _Event, form: str, store: str) -> Observation:
    at = event.posted_date
    order = event.amazon_order_id
    claim = Claim.model_validate(
        {
            "store": store,
            "key": f"{form.replace('_', '-')}-{order}",
            "order": order,
            "form": form,
            "status": ClaimStatus.LOST,  # the lists hold money that was taken from the seller
            "opened_at": at,
            "updated_at": at,
            "amount": _sum(_returned(event.shipment_item_adjustment_list)),
        }
    )
    return Observation(
        record=claim, occurred_at=claim.opened_at, version=stamp(claim.opened_at), actor=Actor.PLATFORM
    )
