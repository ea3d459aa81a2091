"""Reviews and seller feedback."""

from collections.abc import Iterator
from datetime import datetime

from infra.local.seller.formats.woocommerce import observed_at
from infra.local.seller.markets import WOO
from infra.local.seller.phrases import said_cause
from infra.local.seller.shapes import Opinion, Review, World
from infra.local.seller.telling.told import Told, sold_as
from infra.local.seller.voices import NEGATIVE

_States = list[tuple[datetime, datetime | None, Opinion]]


def _states(review: Review, world: World) -> _States:
    """Return each state with the moments from when and until when it is known to stand."""
    times = [observed_at(review, place, world) for place in range(len(review.states))]
    return list(zip(times, [*times[1:], None], review.states, strict=True))


def _posted(review: Review, since: datetime, until: datetime | None = None) -> Told:
    # A review names a product; the shop's orders tell its SKU.
    return Told(
        at=review.states[0].at, since=since, until=until, sku=review.product.sku, store=WOO,
        platform="woocommerce",
    )  # fmt: skip


def _visible(world: World) -> Iterator[tuple[Review, Opinion, Told]]:
    for review in world.reviews:
        for since, until, state in _states(review, world):
            if state.visible:
                yield review, state, _posted(review, since, until)


def said(review: Review) -> str | None:
    """Return the cause that the words of a review tell."""
    return said_cause(*review.states[-1].sentences)


def negative(world: World) -> Iterator[Told]:
    """Reviews with few stars, of all."""
    for review, state, told in _visible(world):
        yield told.having(plus=state.stars <= NEGATIVE, of=1, cause=said(review))


def negative_causes(world: World) -> Iterator[Told]:
    """Reviews with few stars by the cause that their words tell."""
    for review, state, told in _visible(world):
        if state.stars <= NEGATIVE:
            cause = said(review)
            branch = cause.partition(".")[0] if cause else None
            yield told.having(plus=1, of=cause is not None, cause=cause, part=branch)


def posted_negative(world: World) -> Iterator[Told]:
    """Reviews that had few stars when they were posted, of all."""
    for review in world.reviews:
        first = review.states[0]
        yield _posted(review, first.at).having(plus=first.stars <= NEGATIVE, of=1)


def recovered(world: World) -> Iterator[Told]:
    """Reviews lifted above the threshold, of those posted with few stars."""
    for review in world.reviews:
        if review.states[0].stars <= NEGATIVE:
            yield _posted(review, review.states[0].at).having(of=1)
            for since, until, state in _states(review, world):
                if state.visible and state.stars > NEGATIVE:
                    yield _posted(review, since, until).having(plus=1)


def stars(world: World) -> Iterator[Told]:
    """Reviews by their stars."""
    for _, state, told in _visible(world):
        yield told.having(plus=1, of=1, part=str(state.stars))


def mean_stars(world: World) -> Iterator[Told]:
    """Stars of all reviews."""
    for _, state, told in _visible(world):
        yield told.having(plus=state.stars, of=1)


def feedback(world: World) -> Iterator[Told]:
    """Seller feedback with few stars; how much there is in all, Amazon does not tell."""
    for order in world.orders:
        if order.feedback and order.feedback.rating <= NEGATIVE:
            yield Told(at=order.feedback.at, plus=1, **sold_as(order))


def nothing(_world: World) -> Iterator[Told]:
    """What nobody tells here: ratings in words, reviews that name their order, hours of inspection."""
    return iter(())
