"""Cells of any making open as words: in CSV, in XLSX, in files of the reports and of the console (S9)."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from aftersales.mail.workbook import workbook
from aftersales.reports.sheets import Sheet, safe, to_csv
from aftersales.web.spreadsheets import csv_file, xlsx_file

FORMULA = '=HYPERLINK("http://evil.example","x")'
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "⁺")
BLANKS = ("", " ", "   ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\x00", "\u202e")
HOSTILE = [f"{blank}{start}1+1" for start in STARTS for blank in BLANKS] + [
    FORMULA, "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", '"=1+1"', "x;=1+1", "x\n=1+1", "\r\n=1",
]  # fmt: skip


def _is_live(text: str) -> bool:
    shown = text.lstrip(" \u00a0\u3000\ufeff\u200b\u202e\x00")
    return shown.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "⁺"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_csv_holds_no_formula_however_it_is_split(text: str, delimiter: str) -> None:
    """Excel splits at the separator of the reader's country; no piece may begin as a formula, and numbers stay numbers."""
    sheet = Sheet(name="s", head=("a", text), rows=((text, -1.5),))
    for body in (to_csv(sheet), csv_file("s", sheet.head, sheet.rows).body):
        lines = list(csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), delimiter=delimiter))
        assert not any(_is_live(piece) for line in lines for piece in line if piece != "-1.5")
    if delimiter == ",":
        assert lines[1][1] == "-1.5"


def test_a_workbook_holds_no_formula() -> None:
    """A reader of the file sees text and numbers only; the file has no formula, no link and no external part."""
    sheet = Sheet(
        name="=s", head=("=a", "b"), rows=tuple((text, -1.5) for text in HOSTILE if "\x00" not in text)
    )
    files = (workbook([sheet]), xlsx_file(workbook, "=s", sheet.head, sheet.rows).body)
    for body in files:
        (page,) = load_workbook(BytesIO(body)).worksheets
        kinds = {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None}
        assert kinds == {"s", "n"}
        assert not any(_is_live(str(cell.value)) for row in page.iter_rows(max_col=1) for cell in row)
        assert page["B2"].value == -1.5


@given(st.text(max_size=40))
def test_a_safe_text_is_the_text(text: str) -> None:
    """Nothing is lost: a cell is the text, or the text behind one apostrophe; and once safe it stays as it is."""
    assert safe(text) in {text, f"'{text}"}
    assert safe(safe(text)) == safe(text)


@pytest.mark.parametrize("text", ["harmless", "", "1-2", "a=b", "退货率", "'quoted'", "3 % − 5 %"])
def test_plain_texts_stay_as_they_are(text: str) -> None:
    """Only what begins like a formula is marked."""
    assert safe(text) == text


@pytest.mark.parametrize("blank", ["\n", "\t", ";\u200b"])
def test_a_text_of_nothing_but_breaks_costs_its_length(blank: str) -> None:
    """Customers write such texts; read once it takes a moment, read from every break on it would take minutes."""
    table = to_csv(Sheet(name="t", head=("a",), rows=((blank * 200_000 + "=1",),)))
    assert table.endswith(b"'=1\"\r\n")
