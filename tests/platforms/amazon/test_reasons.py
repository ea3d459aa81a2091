import pytest

from aftersales.platforms.amazon.reasons import cause_of
from aftersales.records.cause import Cause

# The codes that Amazon's own listReturnReasonCodes example gives, with its descriptions.
OFFICIAL = {
    "CR-UNWANTED_ITEM": ("No longer needed/wanted", Cause.CHANGED_MIND),
    "AMZ-PG-BAD-DESC": ("Different from website description", Cause.NOT_AS_DESCRIBED),
    "CR-DEFECTIVE": ("Defective/Does not work properly", Cause.QUALITY_DEFECTIVE),
    "CR-ORDERED_WRONG_ITEM": ("Accidental order", Cause.CHANGED_MIND),
    "CR-FOUND_BETTER_PRICE": ("Better price available", Cause.BETTER_PRICE),
    "CR-DAMAGED_BY_FC": ("Damaged due to inappropriate packaging", Cause.DAMAGED_IN_TRANSIT),
    "CR-MISSED_ESTIMATED_DELIVERY": ("Missed estimated delivery date", Cause.LOST_OR_LATE_LATE),
    "CR-MISSING_PARTS": ("Missing parts or accessories", Cause.MISSING_PARTS),
    "CR-DAMAGED_BY_CARRIER": ("Damaged during shipping", Cause.DAMAGED_IN_TRANSIT),
    "CR-SWITCHEROO": ("Different from what was ordered", Cause.WRONG_ITEM),
    "CR-EXTRA_ITEM": ("Arrived in addition to what was ordered", Cause.WRONG_ITEM),
    "CR-UNAUTHORIZED_PURCHASE": ("Unauthorized purchase", Cause.COMPLAINT_FRAUD),
}


@pytest.mark.parametrize("code", OFFICIAL)
def test_a_reason_means_the_same_in_every_spelling(code: str) -> None:
    """With the prefix (API), without it (FBA report) and as a sentence (seller-fulfilled report) a reason has one cause."""
    sentence, cause = OFFICIAL[code]
    assert cause_of(code) is cause
    assert cause_of(code.removeprefix("CR-")) is cause
    assert cause_of(sentence) is cause


@pytest.mark.parametrize("code", ["AMZ-PG-APP-TOO-SMALL", "APPAREL_TOO_SMALL", "Too small"])
def test_sizes_have_causes_of_their_own(code: str) -> None:
    """'Too small' is what a product team acts on."""
    assert cause_of(code) is Cause.SIZE_TOO_SMALL


@pytest.mark.parametrize("code", ["", "NEW_REASON_2031", "?"])
def test_an_unknown_reason_has_no_cause(code: str) -> None:
    """Unknown is not 'other'."""
    assert cause_of(code) is None
