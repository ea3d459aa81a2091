"""What follows a sale: returns, refunds, exchanges, replacements, disputes, privacy requests."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from infra.local.seller.causes import cause_of, code_of
from infra.local.seller.chance import Dice
from infra.local.seller.markets import AMAZON, SHOPIFY, WOO
from infra.local.seller.phrases import say
from infra.local.seller.shapes import (
    Claim,
    Fate,
    Line,
    Order,
    Outcome,
    Privacy,
    PrivacyForm,
    Refund,
    RefundedLine,
    Return,
    Returned,
)

_PRIVACY: Mapping[PrivacyForm, float] = {"customers/data_request": 0.6, "customers/redact": 0.4}
DISPUTES = {
    "product_not_received": 0.35,
    "product_unacceptable": 0.3,
    "fraudulent": 0.25,
    "unrecognized": 0.1,
}


def after(dice: Dice, order: Order, arrived: datetime | None, end: datetime) -> tuple[Returned, ...]:
    """Let everything happen to an order that follows its arrival; return the units that the customer did not want to keep."""
    if order.is_test or order.shipped_at is None:
        return ()
    _stock_out(dice, order, end)
    _dispute(dice, order, end)
    if arrived is None:
        _lost(dice, order, end)
        return ()
    unwanted = _unwanted(dice, order)
    if unwanted:
        _send_back(dice, order, unwanted, arrived + dice.around(110, 0.7), end)
    elif order.market.store != AMAZON and dice.happens(0.004):
        _goodwill(dice, order, arrived + dice.days(1, 9), end)
    _privacy(dice, order, arrived, end)
    return unwanted


def _unwanted(dice: Dice, order: Order) -> tuple[Returned, ...]:
    found = []
    willing = 0.4 if order.market.store == WOO else 1.0
    for line in order.lines:
        units = sum(dice.happens(willing * line.product.return_rate) for _ in range(line.shipped))
        if units:
            cause = cause_of(dice, line.product)
            by_seller = order.market.store == AMAZON and not order.by_amazon
            comment = say(dice, f"problem/{cause}", order.person.language) if dice.happens(0.7) else ""
            code = code_of(order.market.store, cause, by_seller=by_seller)
            found.append(Returned(line, units, code, cause, comment))
    return tuple(found)


def _send_back(dice: Dice, order: Order, unwanted: tuple[Returned, ...], at: datetime, end: datetime) -> None:
    if at >= end:
        return
    if order.market.store == WOO:
        # No returns on this platform: the customer writes, sends it back, and only the refund is ever told.
        _refund(order, at + dice.days(6, 14), unwanted, None, end, reason=unwanted[0].cause.replace("_", " "))
    elif order.by_amazon:
        _to_amazon(dice, order, unwanted, at, end)
    else:
        _to_seller(dice, order, unwanted, at, end)


def _to_amazon(dice: Dice, order: Order, unwanted: tuple[Returned, ...], at: datetime, end: datetime) -> None:
    """A fulfilment centre books each unit by itself and tells nothing but its reception."""
    back_at = at + dice.days(5, 13)
    for part in unwanted:
        for unit in range(part.quantity):
            received_at = back_at + timedelta(minutes=7 * (len(order.returns) + unit))
            if received_at < end:
                single = Returned(part.line, 1, part.code, part.cause, part.comment)
                id_ = 70_000_000 + order.index * 10 + len(order.returns)
                order.returns.append(
                    Return(
                        id_,
                        (single,),
                        received_at,
                        ((received_at, "received"),),
                        None,
                        None,
                        "",
                        by_amazon=True,
                    )
                )
                _refund(order, received_at + dice.hours(1, 30), (single,), id_, end, reason="Buyer returned")


def _to_seller(dice: Dice, order: Order, unwanted: tuple[Returned, ...], at: datetime, end: datetime) -> None:
    if order.market.store == AMAZON:
        # The seller-fulfilled report knows days only; a day is read as its midnight in UTC.
        at = midnight(at)
    decided_at = at + dice.around(15, 0.6)
    back_at = decided_at + dice.days(6, 14)
    if order.market.store == AMAZON:
        back_at = midnight(back_at)
    fate: Fate = dice.weighted({"approved": 0.92, "declined": 0.04, "cancelled": 0.04})
    size = any(part.cause.startswith("size_fit") for part in unwanted)
    outcome: Outcome = "exchange" if dice.happens(0.5 if size else 0.22) else "refund"
    if at >= end:
        return
    steps: list[tuple[datetime, Fate]] = [(at, "requested"), (decided_at, fate)]
    if fate == "approved":
        steps.append((back_at, "received"))
    steps = [step for step in steps if step[0] < end]
    done = steps[-1][1] == "received"
    id_ = 20_300_000_000 + order.index * 10
    order.returns.append(
        Return(
            id=id_,
            lines=unwanted,
            requested_at=at,
            steps=tuple(steps),
            outcome=outcome if done else None,
            resolved_at=back_at if done else None,
            tracking=f"RT{order.index:06d}{dice.digits(5)}",
        )
    )
    if done and outcome == "refund":
        # The platform books the refund a moment after the goods: both are separate messages.
        settled = order.market.store != SHOPIFY or dice.happens(0.98)
        _refund(order, back_at + timedelta(minutes=3), unwanted, id_, end, reason="Return", settled=settled)


def midnight(at: datetime) -> datetime:
    """Return the next midnight in UTC."""
    return (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _refund(
    order: Order,
    at: datetime,
    unwanted: tuple[Returned, ...],
    returned: int | None,
    end: datetime,
    *,
    reason: str,
    settled: bool = True,
) -> None:
    lines = tuple(
        RefundedLine(part.line, part.quantity, part.line.price * part.quantity) for part in unwanted
    )
    _book(order, at, sum(line.amount for line in lines), lines, returned, end, reason=reason, settled=settled)


def _book(
    order: Order,
    at: datetime,
    amount: int,
    lines: tuple[RefundedLine, ...],
    returned: int | None,
    end: datetime,
    *,
    reason: str,
    settled: bool = True,
) -> None:
    if at < end:
        base = 980_100_000_000 if order.market.store == SHOPIFY else 44_000
        id_ = base + order.index * 10 + len(order.refunds)
        order.refunds.append(Refund(id_, at, amount, lines, returned, reason, settled))


def _stock_out(dice: Dice, order: Order, end: datetime) -> None:
    missing = [line for line in order.lines if not line.shipped]
    if missing and order.shipped_at:
        lines = tuple(RefundedLine(line, line.quantity, line.price * line.quantity) for line in missing)
        at = order.shipped_at + dice.hours(1, 12)
        _book(order, at, sum(line.amount for line in lines), lines, None, end, reason="Out of stock")


def _lost(dice: Dice, order: Order, end: datetime) -> None:
    scans = order.parcel.scans if order.parcel else ()
    if scans and scans[-1].sub_status == "Exception_Lost" and order.market.store != AMAZON:
        lines = tuple(
            RefundedLine(line, line.shipped, line.price * line.shipped)
            for line in order.lines
            if line.shipped
        )
        at = scans[-1].at + dice.days(1, 4)
        _book(order, at, sum(line.amount for line in lines), lines, None, end, reason="Lost parcel")


def _goodwill(dice: Dice, order: Order, at: datetime, end: datetime) -> None:
    amount = max(1, order.total * dice.whole(8, 20) // 100)
    _book(order, at, amount, (), None, end, reason="Goodwill, customer keeps the item")


def _dispute(dice: Dice, order: Order, end: datetime) -> None:
    if order.market.store != SHOPIFY or not dice.happens(0.006) or order.shipped_at is None:
        return
    opened_at = order.shipped_at + dice.days(12, 30)
    steps = [(opened_at, "needs_response"), (opened_at + dice.days(2, 6), "under_review")]
    steps.append((opened_at + dice.days(20, 35), "won" if dice.happens(0.55) else "lost"))
    states = tuple(step for step in steps if step[0] < end)
    if states:
        due_at = opened_at.replace(microsecond=0) + timedelta(days=9)
        order.claims.append(
            Claim(1_052_600_000 + order.index, dice.weighted(DISPUTES), order.total, states, due_at)
        )


def _privacy(dice: Dice, order: Order, arrived: datetime, end: datetime) -> None:
    at = arrived + dice.days(3, 40)
    if order.market.store == SHOPIFY and order.person.id and dice.happens(0.003) and at < end:
        order.privacy = Privacy(330_000 + order.index, at, dice.weighted(_PRIVACY))


def replacement(
    dice: Dice, order: Order, index: int, end: datetime
) -> tuple[str, datetime, tuple[Line, ...]] | None:
    """Return reason, moment and lines of a replacement order that the case ends in, if it does."""
    if order.by_amazon and any(
        part.cause in {"quality.battery", "damaged_in_transit"}
        for back in order.returns
        for part in back.lines
    ):
        at, chance, code = order.returns[0].requested_at - timedelta(days=2), 0.3, "DAMAGED_BY_CARRIER"
    elif order.market.store == SHOPIFY and order.refunds and order.refunds[0].reason.startswith("Goodwill"):
        at, chance, code = order.refunds[0].at + timedelta(hours=2), 0.25, "goodwill"
    else:
        return None
    line = order.lines[0]
    if at >= end or not dice.happens(chance):
        return None
    return code, at, (Line(index, line.product, 1, line.price, 0),)
