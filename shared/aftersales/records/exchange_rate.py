"""What a currency was worth on a day."""

from datetime import date
from decimal import Decimal
from typing import Literal

from aftersales.records.record import Entity


class ExchangeRate(Entity):
    """`per_euro` units of `currency` were one euro on `day`, as `source` says (the European Central Bank: 'ecb')."""

    kind: Literal["exchange_rate"] = "exchange_rate"
    currency: str
    day: date
    per_euro: Decimal
    source: str

    @property
    def home(self) -> str:
        """Beside the other rates of the day."""
        return f"rates:{self.source}/{self.day}"
