"""Reading Amazon's JSON: letter case differs by notification type, money is exact, and strangers are tamed by shape."""

import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from aftersales.records.errors import RejectedError
from aftersales.records.money import Money

_LARGEST_EXPONENT = 15
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Wire(BaseModel):
    """A part of Amazon's JSON that we read, with keys as `document` spells them; the rest is left alone."""

    model_config = ConfigDict(
        extra="ignore", frozen=True, defer_build=True, coerce_numbers_to_str=True, hide_input_in_errors=True
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, value: object) -> object:
        return (
            {key: part for key, part in value.items() if part is not None}
            if isinstance(value, dict)
            else value
        )


W = TypeVar("W", bound=Wire)


class Amount(Wire):
    """Money in each of Amazon's spellings: `amount` is text in Orders, `currencyAmount` a JSON number in Finances."""

    amount: Decimal | None = None
    currency_amount: Decimal | None = None
    currency_code: str | None = None

    @property
    def money(self) -> Money | None:
        """The amount, or None where Amazon leaves the price out (pending orders)."""
        value = self.currency_amount if self.amount is None else self.amount
        if value is None or not self.currency_code:
            return None
        # "1e999999" is a legal number, and writing it out would take a megabyte.
        if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
            raise RejectedError("amount_is_not_a_number")
        return Money.parse(value, self.currency_code)


def document(body: bytes) -> dict[str, Any]:
    """Return a JSON object whose keys are spelt snake_case, whichever case they came in, and whose numbers are exact.

    RejectedError for anything else.
    """
    try:
        # JSON's own NaN and Infinity are no amounts; text beside UTF-8 is not JSON.
        value = json.loads(body, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_respelt)
    except (ValueError, RecursionError) as error:
        raise RejectedError("body_is_not_json") from error
    if not isinstance(value, dict):
        raise RejectedError("body_is_not_an_object")
    return value


def shaped(shape: type[W], value: object) -> W:
    """Read `value` as `shape`; RejectedError names the fields that do not fit, never their contents."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        fields = sorted({".".join(str(step) for step in problem["loc"]) for problem in error.errors()})
        raise RejectedError("unexpected_shape", ", ".join(fields)[:200]) from error


@lru_cache(maxsize=2048)
def _snake(key: str) -> str:
    return _HUMP.sub("_", key).lower()


def _respelt(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {_snake(key): value for key, value in pairs}


def _refuse(constant: str) -> float:
    raise ValueError(constant)
