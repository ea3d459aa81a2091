"""What a seller's own people write beside a refund.

Platforms have a free note where a reason is missing: nothing is read into it but the few words that stand for one purpose only.
"""

import re
from typing import Literal

_STOCK_OUT = (
    r"out[ -]of[ -]stock|stock[ -]?out|sold out|no stock|缺货|断货|无货|欠品|在庫切れ|ausverkauft|nicht (auf lager|lieferbar)"
    r"|rupture de stock|sin existencias|agotado|esaurito|uitverkocht"
)
_GOODWILL = r"good ?will|courtesy|kulanz|geste commercial|善意|补偿|お詫び|coulance"
_PURPOSES: tuple[tuple[re.Pattern[str], Literal["stock_out", "goodwill"]], ...] = (
    (re.compile(_STOCK_OUT, re.IGNORECASE), "stock_out"),
    (re.compile(_GOODWILL, re.IGNORECASE), "goodwill"),
)
_LONGEST = 200


def purpose_of(note: str) -> Literal["stock_out", "goodwill"] | None:
    """Return what a refund was for, as its note says; None where it does not."""
    return next((purpose for pattern, purpose in _PURPOSES if pattern.search(note[:_LONGEST])), None)
