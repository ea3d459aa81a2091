"""Figures on carriers, disputes, reviews and returning customers, by the product's contracts, against the truth counted without it."""

import pytest

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from infra.local.seller.markets import SHOPIFY, WOO
from infra.local.seller.shapes import World
from infra.local.seller.truth_goods import GoodsTruth
from tests.infra.local.seller.conftest import Both, same


@pytest.fixture(scope="module")
def known(world: World) -> GoodsTruth:
    """Return the truth of the world."""
    return GoodsTruth(world)


@pytest.mark.parametrize("store", [SHOPIFY, WOO])
def test_carriers_equal_the_truth(evaluator: Evaluator, known: GoodsTruth, both: Both, store: str) -> None:
    """Parcels in time, and what carriers paid for those they lost."""
    ours, theirs = both
    same(
        evaluator.figure("on_time_delivery", ours, Filters(store=store)),
        known.on_time_delivery(theirs, store),
    )
    same(evaluator.figure("claim_acceptance", ours), known.claims_accepted(theirs))


def test_disputes_equal_the_truth(evaluator: Evaluator, known: GoodsTruth, both: Both) -> None:
    """Orders with a dispute, and disputes lost."""
    ours, theirs = both
    same(evaluator.figure("dispute_rate.by_order", ours), known.disputes(theirs))
    same(evaluator.figure("dispute_lost_share", ours), known.disputes_lost(theirs))


def test_reviews_equal_the_truth(evaluator: Evaluator, known: GoodsTruth, both: Both) -> None:
    """Mean stars, and low reviews that were lifted later."""
    ours, theirs = both
    assert evaluator.figure("star_mean.by_review", ours).value == pytest.approx(known.mean_stars(theirs))
    same(evaluator.figure("recovered_reviews.by_review", ours), known.recovered(theirs))


def test_returning_customers_equal_the_truth(evaluator: Evaluator, known: GoodsTruth, both: Both) -> None:
    """Customers by their first order who bought again within ninety days."""
    ours, theirs = both
    same(evaluator.figure("repurchase_rate.by_cohort", ours), known.came_back(theirs))
