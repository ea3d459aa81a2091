from collections.abc import Sequence
from typing import Any

import pytest

from aftersales.deliveries.parsed import Parsed
from aftersales.platforms.amazon.parser import parse
from aftersales.records.after_sales import (
    Claim,
    Replacement,
    Resolution,
    Return,
    ReturnStatus,
    Review,
)
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from tests.platforms.amazon.building import delivery, sample

FBA = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
MFN = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE"
FEEDBACK = "GET_SELLER_FEEDBACK_DATA"
REPLACEMENTS = "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA"


def _read(name: str, file: str, **headers: str) -> Parsed:
    return parse(delivery(name, sample(file), **headers))


def _records(parsed: Parsed) -> Sequence[Any]:
    return [observation.record for observation in parsed.observations]


def test_a_row_of_the_fba_report_is_a_unit_that_came_back() -> None:
    """The date is the reception, one row is one unit, the licence plate is its key, and Amazon has dealt with it."""
    first = _records(_read(FBA, "report_fba_returns.tsv"))[0]
    assert isinstance(first, Return)
    assert (first.key, first.order) == ("LPNNC5N165ZVR", "114-2962899-5762619")
    assert first.status is ReturnStatus.CLOSED
    assert first.received_at == first.requested_at
    assert first.lines[0].cause is Cause.NOT_AS_DESCRIBED_INCOMPATIBLE


def test_bad_rows_are_named_and_hinder_no_good_one() -> None:
    """What is good comes out; each bad row is told with its number in the file and a reason."""
    parsed = _read(FBA, "report_fba_returns.tsv")
    assert len(parsed.observations) == 4
    assert parsed.rejected == (
        "row 5: date_is_not_readable",
        "row 6: number_is_not_readable",
        "row 7: row_is_too_short",
    )


def test_inch_marks_are_no_quotes() -> None:
    """A literal 24" opens no quoted cell; a comment keeps the quotes that a customer wrote."""
    monitor = _records(_read(FBA, "report_fba_returns.tsv"))[1]
    assert monitor.lines[0].comment == 'He said "too big" and that is it'


def test_equal_units_without_a_plate_are_two_units() -> None:
    """Without a licence plate units are counted within their file, so the same file gives the same keys."""
    records = _records(_read(FBA, "report_fba_returns.tsv"))
    assert records[1].key != records[2].key
    assert records == _records(_read(FBA, "report_fba_returns.tsv"))


def test_what_the_warehouse_saw_helps_where_the_reason_is_new() -> None:
    """An unknown reason is unknown; CARRIER_DAMAGED still tells of damage on the way."""
    assert _records(_read(FBA, "report_fba_returns.tsv"))[3].lines[0].cause is Cause.DAMAGED_IN_TRANSIT


def test_times_with_offsets_are_utc() -> None:
    """02:00 at −07:00 is 09:00 UTC."""
    assert _records(_read(FBA, "report_fba_returns.tsv"))[1].received_at.hour == 9


def test_the_rows_of_one_rma_are_one_return() -> None:
    """Seller-fulfilled returns have a request, lines and a tracking number; columns are found by name, extra ones do no harm."""
    first = _records(_read(MFN, "report_seller_returns.tsv"))[0]
    assert isinstance(first, Return)
    assert (first.key, first.status, first.tracking_number) == ("DRMA1", ReturnStatus.APPROVED, "RR1GB")
    assert [line.cause for line in first.lines] == [Cause.WRONG_ITEM, Cause.LOST_OR_LATE_LATE]
    assert [line.line for line in first.lines] == ["777", "778"]
    assert first.requested_at.isoformat() == "2026-09-24T00:00:00+00:00"


def test_a_resolution_counts_once_it_happened() -> None:
    """Money back is a refund; an exchange counts when the return has come to its end; an approved wish is open."""
    found = [one for one in _records(_read(MFN, "report_seller_returns.tsv")) if isinstance(one, Return)]
    assert [one.resolution for one in found] == [
        Resolution.OPEN,
        Resolution.REFUND,
        Resolution.EXCHANGE,
        Resolution.OPEN,
    ]


def test_an_a_to_z_claim_on_a_return_is_a_claim() -> None:
    """The column has two spellings; a claim needs a person at once."""
    (claim,) = [one for one in _records(_read(MFN, "report_seller_returns.tsv")) if isinstance(one, Claim)]
    assert (claim.form, claim.order) == ("a_to_z", "026-3333333-4444444")


def test_an_unknown_status_is_unknown() -> None:
    """A status that no table knows does not reject the row."""
    assert _records(_read(MFN, "report_seller_returns.tsv"))[-1].status is ReturnStatus.UNKNOWN


def test_a_return_moves_forward_whatever_the_order_of_files() -> None:
    """The report has no time of change, so the stage orders the states: closed outranks approved."""
    rows = sample("report_seller_returns.tsv").split(b"\r\n")
    early = delivery(MFN, b"\r\n".join([rows[0], rows[3].replace(b"Completed", b"Approved")]))
    late = delivery(MFN, b"\r\n".join([rows[0], rows[3]]))
    assert parse(early).observations[0].version < parse(late).observations[0].version


def test_feedback_is_read_in_its_charset_and_local_dates() -> None:
    """Cp1252 text, US dates; the rater's address becomes a hashed key and is kept nowhere."""
    parsed = _read(
        FEEDBACK,
        "report_seller_feedback.tsv",
        content_type="text/plain;charset=Cp1252",
        marketplace="ATVPDKIKX0DER",
    )
    first, second = _records(parsed)
    assert isinstance(first, Review)
    assert (first.text, first.stars, first.form, first.market) == (
        "Arrivée très tard",
        1,
        "seller_feedback",
        "US",
    )
    assert first.posted_at.isoformat() == "2023-10-20T00:00:00+00:00"
    assert "buyer1" not in first.model_dump_json()
    assert second.posted_at.month == 10
    assert parsed.rejected == ("row 4: rating_is_out_of_range",)


def test_the_file_tells_day_from_month_before_the_marketplace_does() -> None:
    """10/20/23 can only be October 20th, so 10/03/23 beside it is October 3rd, even with a British store."""
    parsed = _read(FEEDBACK, "report_seller_feedback.tsv", marketplace="A1F83G8C2ARO7P")
    assert _records(parsed)[1].posted_at.month == 10


def test_an_ambiguous_date_is_not_guessed() -> None:
    """03/04/26 without marketplace and without a telling neighbour rejects its row, and a marketplace settles it."""
    header = sample("report_seller_feedback.tsv").split(b"\r\n")[0]
    body = header + b"\n03/04/26\t2\tslow\t\t111-0000000-0000001\t\n"
    assert parse(delivery(FEEDBACK, body)).rejected == ("row 2: date_is_ambiguous",)
    british = parse(delivery(FEEDBACK, body, marketplace="A1F83G8C2ARO7P"))
    assert _records(british)[0].posted_at.isoformat() == "2026-04-03T00:00:00+00:00"


def test_a_replacement_lies_beside_the_original_order() -> None:
    """The new order is named, and a row that names none is told."""
    parsed = _read(REPLACEMENTS, "report_fba_replacements.tsv")
    (one,) = _records(parsed)
    assert isinstance(one, Replacement)
    assert (one.order, one.new_order) == ("111-0000000-0000010", "111-0000000-0000011")
    assert parsed.rejected == ("row 3: order_is_missing",)


def test_a_report_of_another_kind_is_left_out_by_name() -> None:
    """Reimbursements and the like are no after-sales matter; they are ignored, not lost."""
    assert parse(delivery("GET_FBA_REIMBURSEMENTS_DATA", b"a\tb\n")).ignored is not None


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"<html></html>", b"order\tid\n1\t2\n", b"\x00" * 1000])
def test_a_file_without_the_columns_is_rejected(body: bytes) -> None:
    """A login page saved as a report is no report."""
    with pytest.raises(RejectedError):
        parse(delivery(FBA, body))


def test_an_empty_report_is_no_error() -> None:
    """A header without rows says that there was nothing."""
    header = sample("report_fba_returns.tsv").split(b"\r\n")[0]
    assert parse(delivery(FBA, header)).ignored == "report_is_empty"


def test_a_comma_file_with_the_same_columns_is_read() -> None:
    """A person may have saved the report as CSV."""
    body = b'order-id,return-date,sku,quantity,reason\n1-2,2025-06-05,"A, B",1,DEFECTIVE\n'
    (back,) = _records(parse(delivery(FBA, body)))
    assert back.lines[0].sku == "A, B"


def test_a_comment_may_hold_line_breaks_inside_quotes() -> None:
    """A quoted cell goes on to the line that closes it; the row after it keeps its number."""
    header = sample("report_fba_returns.tsv").split(b"\r\n")[0]
    cells = b"2025-06-05T15:31:40+00:00\t1-2\tS\tB\tX\tx\t1\tF\tSELLABLE\tDEFECTIVE\tu\tLPN1\t"
    body = header + b"\n" + cells + b'"broken\nand old"\n' + b"x\t1-3\n"
    parsed = parse(delivery(FBA, body))
    assert _records(parsed)[0].lines[0].comment == "broken\nand old"
    assert parsed.rejected == ("row 4: row_is_too_short",)
