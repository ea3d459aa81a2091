"""Files and letters of a report."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from aftersales.mail.letters import render
from aftersales.mail.workbook import workbook
from aftersales.mail.writer import MailReportWriter
from aftersales.metrics.evaluate import Evaluator
from aftersales.reports.sheets import Sheet, safe, to_csv
from aftersales.reports.tables import figures_sheet
from aftersales.reports.weekly import WeeklyReport
from tests.reports.sample import WEEK_46

WRITER = MailReportWriter("https://console.example")
LINK = "https://console.example/r/token"
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u3000=1",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula(text: str) -> None:
    """S9: a cell that a spreadsheet may compute gets an apostrophe, in CSV and in the workbook; numbers stay numbers."""
    sheet = Sheet(name="s", head=("a", "b"), rows=((text, -1.5),))
    (_, row) = csv.reader(StringIO(to_csv(sheet).decode("utf-8-sig"), newline=""))
    assert row == [f"'{text}", "-1.5"]
    page = load_workbook(BytesIO(workbook([sheet])))["s"]
    assert (page["A2"].data_type, page["B2"].data_type, page["B2"].value) == ("s", "n", -1.5)
    assert safe("harmless") == "harmless"
    assert safe("") == ""


def test_a_csv_is_read_as_utf8() -> None:
    """The byte order mark tells Excel."""
    assert to_csv(Sheet(name="s", head=("指标",), rows=())) == b"\xef\xbb\xbf" + "指标\r\n".encode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_holds_figures_records_and_definitions(
    weekly: WeeklyReport, quarter: Evaluator, language: str
) -> None:
    """Three real tables; one row per figure and one per record."""
    rows = [
        ("return_rate.units.by_order", row) for row in quarter.rows("return_rate.units.by_order", WEEK_46)
    ]
    files = WRITER.files(weekly, rows, language, LINK)
    book = load_workbook(BytesIO(files["xlsx"]))
    sizes = [page.max_row - 1 for page in book.worksheets]
    assert sizes[:2] == [len(figures_sheet(weekly, language).rows), len(rows)]
    assert all(len(page.tables) == 1 for page in book.worksheets)
    assert files["csv"].decode("utf-8-sig").count("\r\n") == len(weekly.figures) + 1
    assert files["html"].startswith(b"<!doctype html>")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_letter_tells_the_week_and_shows_its_pictures(weekly: WeeklyReport, language: str) -> None:
    """PNG pictures inline by their file names, the headline in words, the link once more in plain text."""
    pictures = WRITER.pictures(weekly, language)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures.values())
    data = WRITER.letter(weekly, language, sorted(pictures), LINK)
    letter = render("weekly_report", language, data)
    for name in pictures:
        assert f'src="cid:{name}"' in letter.html
    assert f"{LINK}?lang={language}" in letter.text
    assert "Aurora Living" in letter.subject
    assert data["rows"][0]["value"] in letter.html
