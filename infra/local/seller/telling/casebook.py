"""The cases of the world with everything that a figure asks of them: whom they concern, how they went, who wrote what when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from infra.local.seller.contacts import Contact, contacts
from infra.local.seller.markets import AMAZON, SHOPIFY, WOO
from infra.local.seller.office import LOST, Closed, closed
from infra.local.seller.phrases import said_cause
from infra.local.seller.shapes import Claim, Conversation, Feedback, Parcel, Privacy, Return, Review, World
from infra.local.seller.telling.opinions import said
from infra.local.seller.telling.returned import spoken_cause
from infra.local.seller.telling.sales import coded
from infra.local.seller.telling.told import Key, Told
from infra.local.seller.truth_cases import DISPUTES, ExpectedCase, Source, expected_cases


@dataclass(frozen=True, slots=True)
class Cycle:
    """From opening to resolution; `reopened_at` is when the next one began."""

    opened_at: datetime
    resolved_at: datetime | None
    reopened_at: datetime | None
    agent: Key


@dataclass(frozen=True, slots=True)
class Noted:
    """A case: `told` holds what it can be filtered by, `engine_cause` what its texts say."""

    case: ExpectedCase
    told: Told
    conversation: Conversation | None
    customer: Key
    engine_cause: Key
    contacts: tuple[Contact, ...]
    cycles: tuple[Cycle, ...]
    closing: Closed | None

    @property
    def resolved_at(self) -> datetime | None:
        """When the case was resolved to stay."""
        return self.cycles[-1].resolved_at

    def cycle_of(self, contact: Contact) -> int:
        """Return the number of the cycle, from 1, in which a contact began."""
        return sum(cycle.opened_at <= contact.asked_at for cycle in self.cycles)

    def at(self, at: datetime, **sums: object) -> Told:
        """Return something counted of this case at a moment."""
        return self.told.having(at=at, **sums)


@lru_cache(maxsize=2)
def casebook(world: World) -> tuple[Noted, ...]:
    """Return all cases, oldest first."""
    by_hand = {one.conversation.id: one for one in closed(world)}
    return tuple(_noted(case, by_hand) for case in expected_cases(world))


def _noted(case: ExpectedCase, by_hand: dict[str, Closed]) -> Noted:
    spoken = next((one for one in case.sources if isinstance(one, Conversation)), None)
    closing = by_hand.get(spoken.id) if spoken else None
    cycles = tuple(_cycles(case, closing))
    asked = tuple(contacts(spoken)) if spoken else ()
    by_shopify = case.order is not None and case.order.market.store == SHOPIFY
    read = (_read(one, by_shopify=by_shopify) for one in case.sources)
    engine_cause = next((cause for cause in read if cause), None)
    return Noted(
        case, _told(case, spoken, engine_cause), spoken, _customer(case), engine_cause, asked, cycles, closing
    )  # fmt: skip


def _cycles(case: ExpectedCase, closing: Closed | None) -> Iterator[Cycle]:
    opened = [case.opened_at, *case.reopenings]
    ended = [*case.resolutions, *([closing.at] if closing else [])]
    for place, at in enumerate(opened):
        resolved = ended[place] if place < len(ended) else None
        following = opened[place + 1] if place + 1 < len(opened) else None
        yield Cycle(at, resolved, following, closing.agent if closing else None)


def _read(source: Source, *, by_shopify: bool) -> Key:
    """Return the cause that a text says; of what comes back to the seller himself, Amazon's report has no words."""
    if isinstance(source, Conversation):
        return said_cause(*source.words[0].sentences)
    if isinstance(source, Review):
        return said(source)
    if isinstance(source, Feedback):
        return said_cause(source.comment)
    return spoken_cause(source) if isinstance(source, Return) and (source.by_amazon or by_shopify) else None


def _cause(case: ExpectedCase, engine_cause: Key) -> Key:
    """Return the cause: a platform's code goes before words, words before a parcel's trouble."""
    codes = [cause for one in case.sources for cause in _codes(one)]
    parcel = next((one for one in case.sources if isinstance(one, Parcel)), None)
    if codes or engine_cause or parcel is None:
        return codes[0] if codes else engine_cause
    return "lost_or_late.lost" if parcel.scans[-1].sub_status == LOST else "lost_or_late"


def _codes(source: Source) -> list[str]:
    if isinstance(source, Claim):
        return [DISPUTES[source.reason]]
    found = [coded(part) for part in source.lines] if isinstance(source, Return) else []
    return [cause for cause in found if cause != "other"]


def _told(case: ExpectedCase, spoken: Conversation | None, engine_cause: Key) -> Told:
    first = case.sources[0]
    order = case.order if case.dossier.partition("/")[0] not in {"thread", "review", "privacy"} else None
    store = (
        order.market.store
        if order
        else spoken.store
        if spoken
        else SHOPIFY
        if isinstance(first, Privacy)
        else WOO
    )
    platform = order.market.platform if order else {"thread": "mail", "review": "woocommerce"}.get(
        case.dossier.partition("/")[0], "shopify"
    )  # fmt: skip
    return Told(
        at=case.opened_at,
        store=store,
        platform=platform,
        market=order.market.country if order else None,
        channel="mail" if spoken else None,
        cause=_cause(case, engine_cause),
        sku=_sku(case) if order else None,
    )


def _sku(case: ExpectedCase) -> Key:
    """Return the first of the goods that a case is about: those that a return names, else all of the order."""
    order = case.order
    returned = [
        part.line.product.sku
        for one in case.sources
        if isinstance(one, Return) and order and order.market.store == AMAZON
        for part in one.lines
    ]
    return min(returned or [line.product.sku for line in order.lines] if order else [], default=None)


def _customer(case: ExpectedCase) -> Key:
    person = next((one.person for one in case.sources if isinstance(one, Review | Conversation)), None)
    if case.order:
        return case.order.person.email
    return person.email if person else None
