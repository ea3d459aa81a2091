"""Amazon's return reasons → the tree of causes.

The same word comes as `CR-DEFECTIVE` (returns API), `DEFECTIVE` (FBA report) or as a sentence (seller-fulfilled report). A reason
that no row knows gives None: an unknown reason is not "other".
"""

import re

from aftersales.records.cause import Cause

_CODES = {
    "DEFECTIVE": Cause.QUALITY_DEFECTIVE,
    "QUALITY_UNACCEPTABLE": Cause.QUALITY,
    "PART_NOT_COMPATIBLE": Cause.NOT_AS_DESCRIBED_INCOMPATIBLE,
    "NOT_COMPATIBLE": Cause.NOT_AS_DESCRIBED_INCOMPATIBLE,
    "NOT_AS_DESCRIBED": Cause.NOT_AS_DESCRIBED,
    "BAD_DESC": Cause.NOT_AS_DESCRIBED,
    "APPAREL_STYLE": Cause.NOT_AS_DESCRIBED,
    "STYLE": Cause.NOT_AS_DESCRIBED,
    "APPAREL_TOO_SMALL": Cause.SIZE_TOO_SMALL,
    "TOO_SMALL": Cause.SIZE_TOO_SMALL,
    "APPAREL_TOO_LARGE": Cause.SIZE_TOO_LARGE,
    "TOO_LARGE": Cause.SIZE_TOO_LARGE,
    "DAMAGED_BY_FC": Cause.DAMAGED_IN_TRANSIT,  # poor packing in the warehouse: broken on arrival all the same
    "DAMAGED_BY_CARRIER": Cause.DAMAGED_IN_TRANSIT,
    "CARRIER_DAMAGED": Cause.DAMAGED_IN_TRANSIT,
    "MISSED_ESTIMATED_DELIVERY": Cause.LOST_OR_LATE_LATE,
    "NEVER_ARRIVED": Cause.LOST_OR_LATE_LOST,
    "UNDELIVERABLE_UNKNOWN": Cause.LOST_OR_LATE_UNDELIVERABLE,
    "UNDELIVERABLE_REFUSED": Cause.LOST_OR_LATE_UNDELIVERABLE,
    "UNDELIVERABLE_UNCLAIMED": Cause.LOST_OR_LATE_UNDELIVERABLE,
    "UNDELIVERABLE_INSUFFICIENT_ADDRESS": Cause.LOST_OR_LATE_UNDELIVERABLE,
    "UNDELIVERABLE_FAILED_DELIVERY_ATTEMPTS": Cause.LOST_OR_LATE_UNDELIVERABLE,
    "UNDELIVERABLE_CARRIER_MISS_SORTED": Cause.LOST_OR_LATE_UNDELIVERABLE,
    "SWITCHEROO": Cause.WRONG_ITEM,  # Amazon's own word for: something else was in the box
    "EXTRA_ITEM": Cause.WRONG_ITEM,
    "MISSING_PARTS": Cause.MISSING_PARTS,
    "UNWANTED_ITEM": Cause.CHANGED_MIND,
    "NO_REASON_GIVEN": Cause.REFUND_OR_RETURN_WISH,
    "NO_REASON": Cause.REFUND_OR_RETURN_WISH,
    "ORDERED_WRONG_ITEM": Cause.CHANGED_MIND,  # the buyer's own slip ("Accidental order"), not a wrong parcel
    "MISORDERED": Cause.CHANGED_MIND,
    "FOUND_BETTER_PRICE": Cause.BETTER_PRICE,
    "UNAUTHORIZED_PURCHASE": Cause.COMPLAINT_FRAUD,
    "EXCESSIVE_INSTALLATION": Cause.USAGE_QUESTION,
    "PRODUCT_EXPIRED": Cause.QUALITY,
}

# Sentences of the seller-fulfilled report. The first pattern that occurs wins, so the narrow ones come first.
_SENTENCES = (
    (r"missing part|accessor(y|ies) missing|missing or broken part", Cause.MISSING_PARTS),
    (r"too small|runs small|tight", Cause.SIZE_TOO_SMALL),
    (r"too (large|big|long|loose)|runs large", Cause.SIZE_TOO_LARGE),
    (r"does(n't| not) fit|wrong size", Cause.SIZE_FIT),
    (r"compatib", Cause.NOT_AS_DESCRIBED_INCOMPATIBLE),
    (r"(different|inaccurate|not as).{0,20}(description|described|website)", Cause.NOT_AS_DESCRIBED),
    (r"damaged.{0,30}(shipping|packag|transit|deliver)", Cause.DAMAGED_IN_TRANSIT),
    (r"(defective|does(n't| not) work|not working|faulty)", Cause.QUALITY_DEFECTIVE),
    (r"quality|not adequate", Cause.QUALITY),
    (r"(never|did not|didn't) arriv|not received|lost", Cause.LOST_OR_LATE_LOST),
    (r"arrived too late|missed.{0,20}delivery|late", Cause.LOST_OR_LATE_LATE),
    (r"undeliverable|refused|unclaimed", Cause.LOST_OR_LATE_UNDELIVERABLE),
    (
        r"(accidental|by mistake|ordered (the )?wrong|no longer (needed|wanted)|changed? (my )?mind)",
        Cause.CHANGED_MIND,
    ),
    (r"(wrong item|different from what was ordered|in addition to what)", Cause.WRONG_ITEM),
    (r"better price", Cause.BETTER_PRICE),
    (r"unauthori[sz]ed", Cause.COMPLAINT_FRAUD),
)
_PATTERNS = tuple((re.compile(pattern), cause) for pattern, cause in _SENTENCES)
_PREFIX = re.compile(r"^(CR|AMZ-PG(-APP)?)-")


def cause_of(reason: str) -> Cause | None:
    """Map a code, with or without its prefix, or a sentence; None where no row fits."""
    code = _PREFIX.sub("", reason.strip().upper()).replace("-", "_").replace(" ", "_")
    if code in _CODES:
        return _CODES[code]
    sentence = reason.strip().lower()[:200].replace("_", " ")
    return next((cause for pattern, cause in _PATTERNS if pattern.search(sentence)), None)
