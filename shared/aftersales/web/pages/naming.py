"""Which case an address names."""

from aftersales.records.errors import RejectedError
from aftersales.web.addresses import decode_home
from aftersales.web.visit import Visit

MOST_DIGITS = 4


def named(visit: Visit) -> tuple[str, int]:
    """Return the home and number of the case in the address; RejectedError `unknown_case` for one that cannot be."""
    number = visit.names["number"]
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        raise RejectedError("unknown_case")
    return decode_home(visit.names["home"]), int(number)
