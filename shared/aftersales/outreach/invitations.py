"""Review invitations: to all or none, by rule, without incentive, through the platform's own channel and inside its window.

Nothing here looks at stars, sentiment or the outcome of a case: who is invited does not depend on what they might say.
"""

from datetime import timedelta

from aftersales.cases.dossier import Dossier
from aftersales.policies.book import in_force
from aftersales.records.case import Case, CaseState
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.order import Consent, Order
from aftersales.records.record import Instant, Record
from aftersales.records.workspace import Settings

# Our own limit for own shops: an invitation long after the case would puzzle.
OWN_SHOP_CLOSES = timedelta(days=30)
RELAY_DOMAIN = "@marketplace.amazon."


class Window(Record):
    """When an invitation may leave."""

    opens: Instant
    closes: Instant


def plan(case: Case, dossier: Dossier, settings: Settings, now: Instant) -> Dispatch | None:
    """Return the invitation that a resolved case leads to: waiting for its window, or refused with the reason.

    None where there is nothing to plan: invitations are off, the case concerns no order, or it ended too long ago.
    """
    order = dossier.order
    if (
        not settings.invites
        or order is None
        or case.resolved_at is None
        or case.resolved_at < now - OWN_SHOP_CLOSES
    ):
        return None
    on_amazon = case.platform == "amazon"
    window = _amazon_window(order) if on_amazon else _own_window(case.resolved_at, settings)
    dispatch = _invitation(case, order, settings, now, window)
    reason = refusal(dispatch, dossier, now) if window else "no_delivery_window"
    return (
        dispatch.having(state=DispatchState.REFUSED, reason=reason, finished_at=now) if reason else dispatch
    )


def _invitation(
    case: Case, order: Order, settings: Settings, now: Instant, window: Window | None
) -> Dispatch:
    return Dispatch(
        workspace=case.workspace,
        id=f"invitation/{order.home}",
        kind="invitation",
        channel="platform" if case.platform == "amazon" else "mail",
        to=(order.customer.email,) if order.customer and order.customer.email else (),
        letter="invitation",
        language=_language(order),
        data={
            "order_number": order.number,
            "shop": settings.name,
            "review_address": settings.review_pages.get(order.store, ""),
            "order": order.key,
            "channel": order.channel,
        },
        store=order.store,
        home=case.home,
        case=case.number,
        created_at=now,
        not_before=window.opens if window else None,
        not_after=window.closes if window else None,
    )


def refusal(dispatch: Dispatch, dossier: Dossier, now: Instant) -> str | None:
    """Return why an invitation must not leave at all, or None; asked when it is planned and again when it is sent."""
    order = dossier.order
    if order is None:
        return "no_order"
    if order.is_test or order.replaces:
        return "not_a_sale"
    if dispatch.not_after is not None and now > dispatch.not_after:
        return "window_closed"
    return _channel_refusal(dispatch, order)


def _channel_refusal(dispatch: Dispatch, order: Order) -> str | None:
    if dispatch.channel == "platform":
        return None
    if not dispatch.to:
        return "no_address"
    if not dispatch.data.get("review_address"):
        return "no_review_page"
    if any(RELAY_DOMAIN in address for address in dispatch.to):
        return "channel_forbids"
    consent = order.customer.consent if order.customer else Consent.UNKNOWN
    return None if consent is Consent.GIVEN else "no_consent"


def must_wait(dossier: Dossier) -> bool:
    """Whether a case of the order is open: while one is, nobody is invited."""
    return any(case.state is not CaseState.RESOLVED for case in dossier.cases)


def _amazon_window(order: Order) -> Window | None:
    """Amazon counts from the delivery that it promised, whatever tracking says; the rule is that of the day of the purchase."""
    if order.deliver_from is None or order.deliver_until is None:
        return None
    opens, closes = (
        in_force(name, "amazon", order.market, order.placed_at.date()).span
        for name in ("invitation_opens", "invitation_closes")
    )
    return Window(opens=order.deliver_from + opens, closes=order.deliver_until + closes)


def _own_window(resolved_at: Instant, settings: Settings) -> Window:
    return Window(
        opens=resolved_at + timedelta(days=settings.invitation_delay_days),
        closes=resolved_at + OWN_SHOP_CLOSES,
    )


def _language(order: Order) -> str:
    """The customer's own language, else that of the market, else English; letters fall back to English themselves."""
    locale = order.customer.locale if order.customer else None
    if locale:
        return locale.replace("_", "-").split("-")[0].lower()
    return {
        "DE": "de",
        "AT": "de",
        "FR": "fr",
        "ES": "es",
        "MX": "es",
        "IT": "it",
        "NL": "nl",
        "JP": "ja",
    }.get(order.market or "", "en")
