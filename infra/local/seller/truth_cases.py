"""The cases that the demo seller's world must lead to: one dossier per order, or per conversation that names no order.

A conversation keeps its case open. Anything else settles by itself: a return when the platform ends it or its money has gone
back, a parcel on delivery, a claim when it is decided, a review when it is lifted above three stars or hidden. What comes
within `REOPEN` after that reopens the case, what comes later is a new one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from infra.local.seller.formats.woocommerce import observed_at
from infra.local.seller.markets import AMAZON
from infra.local.seller.periods import Period
from infra.local.seller.shapes import (
    Claim,
    Conversation,
    Feedback,
    Order,
    Parcel,
    Privacy,
    Return,
    Review,
    World,
)
from infra.local.seller.voices import NEGATIVE

REOPEN = timedelta(days=14)
_TROUBLE = frozenset({"Exception_Delayed", "Exception_Lost", "DeliveryFailure_NoBody"})
DISPUTES = {
    "product_not_received": "lost_or_late.lost",
    "product_unacceptable": "not_as_described",
    "fraudulent": "complaint.fraud",
    "unrecognized": "complaint.fraud",
}


Source = Conversation | Return | Claim | Parcel | Feedback | Privacy | Review


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that concerns the shop, from `at` until `settled_at` (None: it stays), and where the world says so."""

    dossier: str
    kind: str
    at: datetime
    settled_at: datetime | None
    cause: str
    order: Order | None = None
    language: str | None = None
    source: Source | None = None


@dataclass(slots=True)
class ExpectedCase:
    """A case as it must come out; `dossier` is `<store>/<order id>` or the lonely thing's own key, `causes` are the true ones."""

    dossier: str
    opened_at: datetime
    kinds: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    order: Order | None = None
    language: str | None = None
    open_until: datetime | None = None
    resolutions: list[datetime] = field(default_factory=list)
    reopenings: list[datetime] = field(default_factory=list)

    @property
    def is_resolved(self) -> bool:
        """Return whether everything in the case has settled by itself."""
        return self.open_until is not None


def expected_cases(world: World) -> list[ExpectedCase]:
    """Return all cases, oldest first."""
    dossiers: dict[str, list[Matter]] = defaultdict(list)
    for matter in _matters(world):
        dossiers[matter.dossier].append(matter)
    found = [case for matters in dossiers.values() for case in _fold(matters)]
    return sorted(found, key=lambda case: (case.opened_at, case.dossier))


def opened(world: World, period: Period) -> Mapping[str, int]:
    """Count the cases opened in a period by the branch of their first matter's true cause."""
    found: dict[str, int] = defaultdict(int)
    for case in expected_cases(world):
        if period.holds(case.opened_at):
            found[case.causes[0].split(".", 1)[0]] += 1
    return dict(found)


def _fold(matters: list[Matter]) -> Iterator[ExpectedCase]:
    """Walk through a dossier in time. A settlement at the very moment of a trigger comes after it."""
    steps = [(matter.at, 0, place) for place, matter in enumerate(matters)]
    steps += [(max(at, one.at), 1, place) for place, one in enumerate(matters) if (at := one.settled_at)]
    case: ExpectedCase | None = None
    pending: set[int] = set()
    for at, is_end, place in sorted(steps):
        matter = matters[place]
        if is_end:
            pending.discard(place)
            if case and case.open_until is None and not pending and "message" not in case.kinds:
                case.open_until = at
                case.resolutions.append(at)
            continue
        if case and case.open_until is not None and at - case.open_until > REOPEN:
            yield case
            case = None
        case = case or ExpectedCase(matter.dossier, at, order=matter.order, language=matter.language)
        if case.open_until is not None:
            case.reopenings.append(at)
        case.open_until = None
        case.kinds.append(matter.kind)
        case.causes.append(matter.cause)
        case.sources += [matter.source] if matter.source else []
        pending.add(place)
    if case:
        yield case


def _matters(world: World) -> Iterator[Matter]:
    for order in world.orders:
        home = f"{order.market.store}/{order.id}"
        if order.conversation and order.conversation.words:
            yield _conversation(order.conversation, order, home)
        for back in order.returns:
            yield Matter(
                home,
                "return",
                back.requested_at,
                _return_ends(order, back),
                back.lines[0].cause,
                order,
                source=back,
            )
        for claim in order.claims:
            yield Matter(
                home,
                "claim",
                claim.states[0][0],
                _claim_ends(claim),
                DISPUTES[claim.reason],
                order,
                source=claim,
            )
        if order.parcel and order.market.store != AMAZON:
            yield from _parcel(order, order.parcel, home)
        if order.feedback:
            spoken = order.person.language
            yield Matter(home, "review", order.feedback.at, None, "other", order, spoken, order.feedback)
        if order.privacy:
            name, asked = f"privacy/{order.privacy.id}", order.privacy
            yield Matter(name, "privacy", asked.at, None, "other", order, source=asked)
    for review in world.reviews:
        yield from _review(review, world)


def _conversation(conversation: Conversation, order: Order, home: str) -> Matter:
    dossier = home if conversation.named else f"thread/{conversation.id}"
    asked_at = conversation.words[0].at
    language = conversation.language
    return Matter(dossier, "message", asked_at, None, conversation.cause, order, language, conversation)


def _return_ends(order: Order, back: Return) -> datetime | None:
    if back.by_amazon:
        return back.requested_at
    at, fate = back.steps[-1]
    if fate in {"declined", "cancelled", "received"}:
        # The seller-fulfilled report has no time of a refusal; it is dated by the request.
        return back.requested_at if order.market.store == AMAZON and fate != "received" else at
    later = (refund.at for refund in order.refunds if refund.settled and refund.at >= back.requested_at)
    return min(later, default=None)


def _claim_ends(claim: Claim) -> datetime | None:
    at, state = claim.states[-1]
    return at if state in {"won", "lost"} else None


def _parcel(order: Order, parcel: Parcel, home: str) -> Iterator[Matter]:
    trouble = [scan for scan in parcel.scans if scan.sub_status in _TROUBLE]
    if trouble:
        cause = "lost_or_late.lost" if trouble[0].sub_status == "Exception_Lost" else "lost_or_late.late"
        yield Matter(home, "parcel", trouble[0].at, parcel.delivered_at, cause, order, source=parcel)


def _review(review: Review, world: World) -> Iterator[Matter]:
    if not review.states or all(state.stars > NEGATIVE for state in review.states):
        return
    last = review.states[-1]
    fine = not last.visible or last.stars > NEGATIVE
    ends = observed_at(review, len(review.states) - 1, world) if fine else None
    language = review.person.language
    yield Matter(
        f"review/{review.id}", "review", review.states[0].at, ends, review.cause, None, language, review
    )
