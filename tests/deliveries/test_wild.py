"""Foreign JSON, tamed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from aftersales.deliveries import wild
from aftersales.records.errors import RejectedError
from aftersales.records.money import Money


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":' + b"9" * 5000 + b"}",
        b"webhook_id=1",
    ],
    ids=["empty", "cut", "not utf-8", "deep", "nan", "infinity", "long number", "form"],
)
def test_what_is_no_json_is_rejected(body: bytes) -> None:
    """Anything but JSON is the sender's fault, however deep or long it is."""
    with pytest.raises(RejectedError, match="body_is_not_json"):
        wild.load(body)


def test_numbers_are_exact() -> None:
    """A JSON number keeps its digits: 195.66 is not a float."""
    assert wild.load(b'{"a":195.66,"b":820982911946154508}') == {
        "a": Decimal("195.66"),
        "b": 820982911946154508,
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, "5"), (Decimal("1.50"), "1.50"), (" a ", "a"), ("", None), (None, None), (True, None), ([], None),
        ("a\ud800b", "a\ufffdb"), ("大", "大"),
    ],
)  # fmt: skip
def test_text_is_text_or_nothing(value: object, expected: str | None) -> None:
    """Ids may be numbers, empty text is absence, and a lone surrogate is replaced."""
    assert wild.maybe_text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2, 2),
        ("3", 3),
        (Decimal("1.0"), 1),
        (None, 0),
        (True, 0),
        ("x", 0),
        ("1e999999", 0),
        ("NaN", 0),
        ([], 0),
    ],
)
def test_units_are_whole_numbers(value: object, expected: int) -> None:
    """Units are whole; what is no number of sane size counts nothing."""
    assert wild.number(value) == expected


@pytest.mark.parametrize(
    ("value", "hour"),
    [("2022-04-05T16:54:56+02:00", 14), ("2022-04-05T16:54:56Z", 16), ("2022-04-05T16:54:56", 16)],
)
def test_times_are_utc(value: str, hour: int) -> None:
    """A time with an offset is converted; one without is taken for UTC."""
    moment = wild.instant(value, "at")
    assert (moment.hour, moment.tzinfo) == (hour, UTC)


def test_nanoseconds_are_cut() -> None:
    """A time may be finer than a microsecond."""
    assert wild.instant("2026-03-29T18:00:27.877041743Z", "at").microsecond == 877041


@pytest.mark.parametrize("value", ["yesterday", "0001-01-01T00:00:00+23:00", "2022-13-01"])
def test_what_is_no_time_is_rejected(value: str) -> None:
    """A time that cannot be read is the sender's fault."""
    with pytest.raises(RejectedError, match="time_is_not_iso_8601"):
        wild.maybe_instant(value)


def test_missing_field_is_named_by_its_name() -> None:
    """A rejection names the field and never what was in it."""
    with pytest.raises(RejectedError, match=r"^field_is_missing: id$"):
        wild.text({"secret": 1}, "id")
    with pytest.raises(RejectedError, match=r"^field_is_not_an_object: body$"):
        wild.obj(["a word"], "body")


def test_objects_of_a_list_and_nothing_else() -> None:
    """PHP writes an empty object as a list, and lists may hold anything."""
    assert wild.objs([{"a": 1}, 2, None]) == [{"a": 1}]
    assert wild.objs({}) == []
    assert wild.maybe_obj([]) == {}


def test_money_from_text_and_number() -> None:
    """An amount may be a text or a number; without a currency it is none."""
    assert wild.maybe_money("19.99", "eur") == Money(minor=1999, currency="EUR")
    assert wild.maybe_money(Decimal("195.66"), "USD") == Money(minor=19566, currency="USD")
    assert wild.maybe_money("19.99", None) is None
    assert wild.maybe_money("", "USD") is None


def test_versions_order_as_text() -> None:
    """A later time is a greater text."""
    earlier, later = datetime(2026, 1, 9, 23, tzinfo=UTC), datetime(2026, 1, 10, tzinfo=UTC)
    assert wild.version(earlier) < wild.version(later)
