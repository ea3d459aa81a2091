"""What people say: conversations with the shop, product reviews, seller feedback."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.local.seller.causes import QUEUES, branch, cause_of
from infra.local.seller.chance import Dice
from infra.local.seller.markets import AMAZON, SHOPIFY, WOO, ZONE
from infra.local.seller.phrases import say, several, thoughts
from infra.local.seller.shapes import (
    Author,
    Conversation,
    Feedback,
    Opinion,
    Order,
    Returned,
    Review,
    Words,
)

_OPENS, _CLOSES = 9, 22
_HOME = ZoneInfo(ZONE)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why and when a customer first writes."""

    cause: str
    at: datetime


def occasion(
    dice: Dice, order: Order, arrived: datetime | None, unwanted: tuple[Returned, ...], end: datetime
) -> Occasion | None:
    """Return whether an order makes its customer write: at most once, the most pressing matter first."""
    if order.is_test or order.replaces or order.cancelled_at:
        return None
    trouble = _on_the_way(dice, order) or _last_evening(dice, order, arrived, end)
    if trouble:
        return trouble
    if arrived and unwanted and dice.happens(0.5):
        return Occasion(unwanted[0].cause, arrived + dice.around(20, 0.7))
    if dice.happens(0.055):
        return Occasion("order_status", order.placed_at + dice.days(0.5, 5))
    if arrived and dice.happens(0.045):
        product = order.lines[0].product
        causes = {"usage_question": 0.45, cause_of(dice, product): 0.45, "complaint": 0.1}
        return Occasion(dice.weighted(causes), arrived + dice.around(30, 0.8))
    return None


def _last_evening(dice: Dice, order: Order, arrived: datetime | None, end: datetime) -> Occasion | None:
    """The world ends on a busy evening: an inbox in which nobody waits would show nothing."""
    at = end - dice.hours(0.3, 11)
    if arrived and end - arrived < timedelta(days=5) and arrived < at and dice.happens(0.07):
        return Occasion(cause_of(dice, order.lines[0].product), at)
    if end - order.placed_at < timedelta(days=3) and order.placed_at < at and dice.happens(0.08):
        return Occasion("order_status", at)
    return None


def _on_the_way(dice: Dice, order: Order) -> Occasion | None:
    parcel = order.parcel
    if parcel is None:
        return None
    for scan in parcel.scans:
        if scan.sub_status == "Exception_Lost":
            return Occasion("lost_or_late.lost", scan.at + dice.hours(2, 60))
        if scan.sub_status in {"Exception_Delayed", "DeliveryFailure_NoBody"} and dice.happens(0.5):
            return Occasion("lost_or_late.late", scan.at + dice.hours(5, 90))
    if parcel.delivered_at and parcel.delivered_at > parcel.promised_at and dice.happens(0.18):
        return Occasion("lost_or_late.late", parcel.promised_at + dice.hours(6, 70))
    return None


def converse(dice: Dice, order: Order, why: Occasion, end: datetime) -> Conversation | None:
    """Let customer and shop write to each other until one is content, falls silent, or the world ends."""
    if why.at >= end:
        return None
    language = order.person.language
    spoken = f"#{order.number}" if order.market.store == SHOPIFY and dice.happens(0.7) else order.number
    in_subject = dice.happens(0.9 if order.market.store == AMAZON else 0.4)
    in_text = not in_subject and dice.happens(0.55)
    subject = (
        say(dice, "subject/numbered", language, order=spoken)
        if in_subject
        else say(dice, "subject/problem", language)
    )
    script = _Script(dice, order, language, subject)
    script.customer(why.at, why.cause, spoken if in_text else None)
    named = in_subject or in_text
    script.answer(why.cause, first=True)
    if dice.happens(0.4):
        script.follow_up()
        # Nobody waits for half a year: what was not answered at once has been by now.
        if dice.happens(0.8) or script.asked_at < end - timedelta(days=6):
            script.answer(why.cause, first=False)
    return _until(script, order, why.cause, end, named=named)


def _until(script: "_Script", order: Order, cause: str, end: datetime, *, named: bool) -> Conversation:
    return Conversation(
        id=f"{order.market.store}-{order.index:06d}",
        store=order.market.store,
        market=order.market,
        person=order.person,
        language=script.language,
        cause=cause,
        named=named,
        words=tuple(words for words in sorted(script.words, key=lambda words: words.at) if words.at < end),
    )


class _Script:
    """A conversation while it is being made up."""

    def __init__(self, dice: Dice, order: Order, language: str, subject: str) -> None:
        self.dice, self.order, self.language = dice, order, language
        self.words: list[Words] = []
        self._subject = subject
        self.asked_at: datetime = order.placed_at

    def customer(self, at: datetime, cause: str, number: str | None) -> None:
        """Write the customer's first message, now and then a second one soon after, and the machine's receipt."""
        dice, language = self.dice, self.language
        wish = "wish/exchange" if cause.startswith(("size_fit", "wrong")) else "wish/refund"
        if branch(cause) in {"lost_or_late", "order_status", "usage_question", "complaint"}:
            wish = "wish/help"
        middle = [say(dice, "mention", language, order=number)] if number else []
        middle += several(dice, f"problem/{cause}", language, 2 if dice.happens(0.35) else 1)
        middle += [say(dice, wish, language)] if dice.happens(0.75) else []
        greeting, closing = say(dice, "greeting", language), say(dice, "closing", language)
        self._say(at, "customer", (greeting, *middle, closing, self.order.person.first))
        self.asked_at = at
        if self.order.market.store == WOO and dice.happens(0.3):
            self._say(at + timedelta(seconds=40), "receipt", (say(dice, "automatic", language),))
        if dice.happens(0.15):
            self._say(at + dice.hours(0.3, 2.5), "customer", (say(dice, "chase", language),))

    def answer(self, cause: str, *, first: bool) -> None:
        """Write the shop's answer to what was asked."""
        dice, language = self.dice, self.language
        queue = QUEUES[branch(cause)] if first else "again"
        opening = [say(dice, "reply/first", language)] if first else []
        at = max(
            _on_duty(dice, self.asked_at + dice.around(2.0, 0.9)), self.words[-1].at + timedelta(minutes=3)
        )
        greeting, closing = say(dice, "greeting", language), say(dice, "closing", language)
        self._say(
            at, "agent", (greeting, *opening, say(dice, f"reply/{queue}", language), closing, "Mei Lin")
        )
        if dice.happens(0.02):
            self._say(at + timedelta(minutes=2), "absence", (say(dice, "absent", language),))

    def follow_up(self) -> None:
        """Let the customer write once more after an answer."""
        dice = self.dice
        at = self.words[-1].at + dice.around(9, 0.8)
        key = "thanks" if dice.happens(0.3) else "further"
        self._say(at, "customer", (say(dice, key, self.language), self.order.person.first))
        self.asked_at = at

    def _say(self, at: datetime, author: Author, sentences: tuple[str, ...]) -> None:
        subject = self._subject if not self.words else f"Re: {self._subject}"
        self.words.append(Words(at, author, subject, sentences))


def _on_duty(dice: Dice, at: datetime) -> datetime:
    """Move a moment into the hours in which the team sits at its desks, every day of the week."""
    local = at.astimezone(_HOME)
    if _OPENS <= local.hour < _CLOSES:
        return at
    day = local.date() + timedelta(days=1 if local.hour >= _CLOSES else 0)
    return datetime.combine(day, time(_OPENS), _HOME).astimezone(UTC) + dice.hours(0.05, 2)


NEGATIVE = 3
"""Reviews with so many stars or fewer are negative."""

_BAD = {1: 0.4, 2: 0.33, 3: 0.27}
_GOOD = {5: 0.65, 4: 0.263, 3: 0.055, 2: 0.02, 1: 0.012}


def review(
    dice: Dice, order: Order, arrived: datetime, unwanted: tuple[Returned, ...], end: datetime
) -> list[Review]:
    """Return the reviews that a WooCommerce customer writes about the lines of an order."""
    found = []
    for place, line in enumerate(order.lines):
        at = arrived + dice.days(2, 22)
        if not line.shipped or at >= end or not dice.happens(0.34):
            continue
        own = [part.cause for part in unwanted if part.line is line]
        troubled = bool(own) or (line.product.problem is not None and dice.happens(0.06))
        stars = dice.weighted(_BAD if troubled else _GOOD)
        cause = own[0] if own else cause_of(dice, line.product)
        states = _opinions(dice, order.person.language, cause, at, stars)
        found.append(
            Review(
                id=8_000 + order.index * 4 + place,
                product=line.product,
                person=order.person,
                verified=dice.happens(0.9),
                cause=cause,
                states=tuple(state for state in states if state.at < end),
            )
        )
    return found


def _opinions(dice: Dice, language: str, cause: str, at: datetime, stars: int) -> list[Opinion]:
    """Return what a customer thinks at first, and at times later on."""
    key = f"problem/{cause}" if stars <= NEGATIVE else "praise"
    sentences = tuple(several(dice, key, language, 2 if dice.happens(0.3) else 1))
    if stars == NEGATIVE:
        sentences = (say(dice, "shrug", language), *sentences[:1])
    states = [Opinion(at, stars, sentences, visible=not dice.happens(0.006))]
    later = at + dice.days(4, 20)
    if stars <= NEGATIVE and dice.happens(0.1):
        better = 4 if dice.happens(0.4) else 5
        states.append(Opinion(later, better, (*sentences, _amended(language, 0))))
    elif stars > NEGATIVE and dice.happens(0.012):
        states.append(Opinion(later, 2, (*sentences, _amended(language, 1))))
    elif dice.happens(0.02):
        states.append(Opinion(later, stars, sentences, visible=False))
    return states


def _amended(language: str, which: int) -> str:
    return thoughts("amended")[which][language]


def feedback(dice: Dice, order: Order, arrived: datetime, end: datetime) -> Feedback | None:
    """Return neutral or negative seller feedback; the report has a day without a time, which is read as its midnight in UTC."""
    day = (arrived + dice.days(1, 20)).replace(hour=0, minute=0, second=0, microsecond=0)
    if not dice.happens(0.014) or day >= end - timedelta(hours=30):
        return None
    rating = dice.weighted({1: 0.4, 2: 0.25, 3: 0.35})
    cause = "shrug" if rating == NEGATIVE else f"problem/{cause_of(dice, order.lines[0].product)}"
    return Feedback(day, rating, say(dice, cause, order.person.language))
