"""What the seller's own people do and note: cases closed, surveys sent and answered, minutes spent, claims made of carriers.

No platform tells these things; the product itself makes them facts, and so does the demo. Only conversations that stand alone in
their dossier are closed by hand: where a return or a lost parcel is still under way, the case stays open for it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from infra.local.seller.chance import Dice
from infra.local.seller.formats.mail import colleague, message_id
from infra.local.seller.markets import AMAZON
from infra.local.seller.shapes import Conversation, Order, World
from infra.local.seller.truth_cases import expected_cases

_PLEASED = {"order_status": 0.9, "usage_question": 0.88, "refund_or_return_wish": 0.8}
_ELSE_PLEASED = 0.66
LOST = "Exception_Lost"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a survey; a customer may think again, then the last within seven days counts."""

    at: datetime
    score: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey: `state` is delivered or bounced."""

    sent_at: datetime
    state: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """A conversation that somebody closed; `agent` has answered last.

    `minutes` is what it took, `accepted` whether the cause that the engine proposed was taken.
    """

    order: Order
    conversation: Conversation
    home: str
    agent: str | None
    at: datetime
    minutes: float
    accepted: bool
    survey: Asked | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """Money asked of a carrier for a lost parcel; `decided_at` is None while it is undecided."""

    order: Order
    parcel: str
    carrier: str
    filed_at: datetime
    decided_at: datetime | None
    accepted: bool
    claimed: int


@lru_cache(maxsize=2)
def closed(world: World) -> tuple[Closed, ...]:
    """Return what was closed by hand, oldest first."""
    found = (_closing(world, order) for order in _alone(world))
    return tuple(sorted((one for one in found if one), key=lambda one: one.at))


@lru_cache(maxsize=2)
def recoveries(world: World) -> tuple[Recovery, ...]:
    """Return the claims made of carriers, in the order of the orders."""
    return tuple(one for order in world.orders if (one := _recovery(world, order)))


def _alone(world: World) -> Iterator[Order]:
    cases = expected_cases(world)
    times = Counter(case.dossier for case in cases)
    lonely = {case.dossier for case in cases if case.kinds == ["message"] and times[case.dossier] == 1}
    for order in world.orders:
        spoken = order.conversation
        if spoken and spoken.words and _dossier(order, spoken) in lonely:
            yield order


def _dossier(order: Order, spoken: Conversation) -> str:
    return f"{order.market.store}/{order.id}" if spoken.named else f"thread/{spoken.id}"


def _closing(world: World, order: Order) -> Closed | None:
    spoken = order.conversation
    if spoken is None or spoken.words[-1].author != "agent":
        return None
    dice = Dice(world.seed, f"office/{order.index}")
    at = spoken.words[-1].at + dice.hours(1, 40)
    if at >= world.end or not dice.happens(0.7):
        return None
    home = f"order:{order.market.store}/{order.id}" if spoken.named else _thread(spoken)
    return Closed(
        order=order,
        conversation=spoken,
        home=home,
        agent=colleague(spoken, len(spoken.words) - 1),
        at=at,
        minutes=float(dice.whole(3, 22)),
        accepted=dice.happens(0.8),
        survey=_survey(dice, order, spoken, at, world.end),
    )


def _thread(spoken: Conversation) -> str:
    return f"thread:{spoken.store}/{message_id(spoken, 0).strip('<>')}"


def _survey(
    dice: Dice, order: Order, spoken: Conversation, closed_at: datetime, end: datetime
) -> Asked | None:
    sent_at = closed_at + timedelta(hours=1)
    # Amazon's buyers may not be asked by the seller.
    if order.market.store == AMAZON or sent_at >= end:
        return None
    if dice.happens(0.05):
        return Asked(sent_at, "bounced", ())
    pleased = _PLEASED.get(spoken.cause.partition(".")[0], _ELSE_PLEASED)
    answers = []
    at = sent_at + dice.around(14)
    for _ in range(2 if dice.happens(0.08) else 1 if dice.happens(0.45) else 0):
        score = dice.whole(4, 5) if dice.happens(pleased) else dice.whole(1, 3)
        answers.append(Answered(at, score))
        at += dice.days(0.2, 9)
    return Asked(sent_at, "delivered", tuple(one for one in answers if one.at < end))


def _recovery(world: World, order: Order) -> Recovery | None:
    parcel = order.parcel
    lost = next((scan for scan in parcel.scans if scan.sub_status == LOST), None) if parcel else None
    if parcel is None or lost is None or order.market.store == AMAZON:
        return None
    dice = Dice(world.seed, f"recovery/{order.index}")
    filed_at = lost.at + dice.days(1, 5)
    if filed_at >= world.end:
        return None
    decided_at = filed_at + dice.days(8, 30)
    return Recovery(
        order=order,
        parcel=parcel.number,
        carrier=order.market.carrier[1],
        filed_at=filed_at,
        decided_at=decided_at if decided_at < world.end else None,
        accepted=dice.happens(0.7),
        claimed=order.total,
    )
