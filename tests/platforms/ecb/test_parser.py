"""Reading the bank's rates."""

from decimal import Decimal
from pathlib import Path

import pytest

from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.ecb.parser import parse
from aftersales.records.errors import RejectedError
from aftersales.records.exchange_rate import ExchangeRate
from aftersales.records.fact import fact_id

SAMPLE = Path(__file__).parents[3] / "events" / "platforms" / "ecb" / "rates.csv"


def delivery(body: bytes) -> RawDelivery:
    """A table as it was fetched."""
    return RawDelivery(
        workspace="demo",
        connection="ecb",
        platform="ecb",
        store="ecb",
        channel="poll",
        name="rates",
        received_at="2026-11-22T02:00:00+00:00",
        body=body,
        headers={},
    )


def test_a_rate_is_units_per_euro() -> None:
    """0.8338 pounds and 175.68 yen were one euro; a row without a value is a day without a rate."""
    found = [one.record for one in parse(delivery(SAMPLE.read_bytes())).observations]
    rates = {(one.currency, str(one.day)): one.per_euro for one in found if isinstance(one, ExchangeRate)}
    assert rates == {
        ("GBP", "2026-10-29"): Decimal("0.83578"),
        ("GBP", "2026-10-30"): Decimal("0.8338"),
        ("JPY", "2026-10-30"): Decimal("175.68"),
        ("USD", "2026-10-30"): Decimal("1.1172"),
    }


def test_the_same_rate_twice_is_one_fact() -> None:
    """Polls overlap; what was known stays the same fact."""
    first, again = (parse(delivery(SAMPLE.read_bytes())).observations for _ in range(2))
    assert [fact_id(one) for one in first] == [fact_id(one) for one in again]


@pytest.mark.parametrize("value", ["-1", "0", "NaN", "x"])
def test_what_is_no_rate_is_told_by_its_row(value: str) -> None:
    """One bad row is set aside alone, without its contents."""
    text = SAMPLE.read_text("utf-8").replace("175.68", value)
    read = parse(delivery(text.encode()))
    assert len(read.observations) == 3
    assert read.rejected == ("row 4: rate_is_not_a_number",)


@pytest.mark.parametrize("body", [b"", b"<html>", b"A,B\n1,2\n", b"\xff\xfe"])
def test_what_is_no_table_is_refused(body: bytes) -> None:
    """Bytes that the bank does not document are rejected."""
    with pytest.raises(RejectedError):
        parse(delivery(body))
