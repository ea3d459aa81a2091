"""Numbers in the cells of a report."""

import re
from decimal import Decimal, InvalidOperation

from aftersales.records.errors import RejectedError

_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+")


def whole_number(text: str) -> int:
    """Read a count; RejectedError if it is none."""
    number = decimal_number(text)
    if number != number.to_integral_value():
        raise RejectedError("count_is_not_whole")
    return int(number)


def decimal_number(text: str) -> Decimal:
    """Read an amount as reports write it, with either decimal mark; RejectedError if it is none."""
    text = text.replace("\u00a0", "").replace(" ", "")
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    elif "," in text:
        # The mark that comes last is the decimal one: 1,234.50 and 1.234,50.
        text = (
            text.replace(",", "")
            if text.rfind(".") > text.rfind(",")
            else text.replace(".", "").replace(",", ".")
        )
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise RejectedError("number_is_not_readable") from error
    if not number.is_finite():
        raise RejectedError("number_is_not_readable")
    return number
