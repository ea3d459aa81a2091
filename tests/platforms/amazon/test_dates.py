import pytest

from aftersales.platforms.amazon.dates import order_of, read_date
from aftersales.platforms.amazon.marketplaces import DateOrder
from aftersales.records.errors import RejectedError


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2025-06-05T15:31:40+00:00", None, "2025-06-05T15:31:40+00:00"),
        ("2025-06-05T15:31:40-07:00", None, "2025-06-05T22:31:40+00:00"),
        ("2025-06-05 15:31:40 JST", None, "2025-06-05T06:31:40+00:00"),
        ("2025-06-05 15:31:40 PDT", None, "2025-06-05T22:31:40+00:00"),
        ("24-Sep-2026", None, "2026-09-24T00:00:00+00:00"),
        ("24 September 2026", None, "2026-09-24T00:00:00+00:00"),
        ("10/20/23", None, "2023-10-20T00:00:00+00:00"),
        ("10/03/23", "mdy", "2023-10-03T00:00:00+00:00"),
        ("10/03/23", "dmy", "2023-03-10T00:00:00+00:00"),
        ("03.04.2026", "dmy", "2026-04-03T00:00:00+00:00"),
        ("23/10/03", "ymd", "2023-10-03T00:00:00+00:00"),
        ("2023/10/03", None, "2023-10-03T00:00:00+00:00"),
        ("05/05/26", None, "2026-05-05T00:00:00+00:00"),
    ],
)
def test_a_date_is_read(text: str, order: DateOrder | None, expected: str) -> None:
    """Offsets are honoured, zone names of Amazon's reports known, local forms read in their order."""
    assert read_date(text, order).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "13/13/26", "00/00/00", "31-Feb-2026", "9" * 5000, "2026-13-01"]
)
def test_what_is_no_date_is_rejected(text: str) -> None:
    """No date is invented."""
    with pytest.raises(RejectedError):
        read_date(text, None)


def test_a_file_gives_its_order_away() -> None:
    """One number above twelve tells for all; none tells nothing."""
    assert order_of(["01/02/26", "14/02/26"]) == "dmy"
    assert order_of(["01/02/26", "02/14/26"]) == "mdy"
    assert order_of(["01/02/26", "2026-02-14"]) is None
