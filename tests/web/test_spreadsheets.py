"""CSV that is safe to open."""

import pytest

from aftersales.web.spreadsheets import cell, csv_file


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_a_formula(text: str) -> None:
    """A text that a spreadsheet would compute is marked as text."""
    assert cell(text) == f"'{text}"


def test_numbers_stay_numbers() -> None:
    """A negative number is no formula; nothing is nothing."""
    assert (cell(-3), cell(1.5), cell(None), cell("plain")) == ("-3", "1.5", "", "plain")


def test_a_file_name_cannot_break_its_header() -> None:
    """Letters that could end the header's quotes are replaced."""
    answer = csv_file('a"b\r\n/c', ["x"], [["1"]])
    assert answer.headers["content-disposition"] == 'attachment; filename="a-b---c.csv"'
    assert answer.body.startswith(b"\xef\xbb\xbf")
