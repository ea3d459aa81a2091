"""Files and letters of a report."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from aftersales.mail.letters import render
from aftersales.mail.writer import MailReportWriter
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.quotes import Quote
from aftersales.reports.shape import Report, Voices
from aftersales.reports.sheets import Sheet, to_csv
from aftersales.reports.tables import figures_sheet
from tests.reports.sample import WEEK_46

WRITER = MailReportWriter("https://console.example", lambda: b"secret")
LINK = "https://console.example/r/token"
STOP = "https://console.example/stop/token"


def test_a_csv_is_read_as_utf8() -> None:
    """The byte order mark tells Excel."""
    assert to_csv(Sheet(name="s", head=("指标",), rows=())) == b"\xef\xbb\xbf" + '"指标"\r\n'.encode()


def _quotes(section: Voices) -> list[Quote]:
    return [quote for spoken in section.causes for quote in spoken.quotes]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_holds_figures_records_texts_and_definitions(
    weekly: Report, quarter: Evaluator, language: str
) -> None:
    """Four real tables; one row per figure, per record, per quoted text and per metric."""
    rows = [
        ("return_rate.units.by_order", row) for row in quarter.rows("return_rate.units.by_order", WEEK_46)
    ]
    files = WRITER.files(weekly, rows, language, LINK)
    book = load_workbook(BytesIO(files["xlsx"]))
    sizes = [page.max_row - 1 for page in book.worksheets]
    metrics = {line.figure.metric for line in weekly.lines} | {name for name, _ in weekly.opened}
    texts = [
        quote for section in weekly.sections if isinstance(section, Voices) for quote in _quotes(section)
    ]
    assert sizes == [len(figures_sheet(weekly, language).rows), len(rows), len(texts), len(metrics)]
    assert all(len(page.tables) == 1 for page in book.worksheets)
    assert files["csv"].decode("utf-8-sig").count("\r\n") == len(figures_sheet(weekly, language).rows) + 1
    assert files["html"].startswith(b"<!doctype html>")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_letter_tells_the_week_and_shows_its_pictures(weekly: Report, language: str) -> None:
    """PNG pictures inline by their file names, the headline in words, the link once more in plain text."""
    pictures = WRITER.pictures(weekly, language)
    assert len(pictures) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures.values())
    data = WRITER.letter(weekly, language)
    letter = render("report", language, {**data, "link": f"{LINK}?lang={language}", "stop": STOP})
    for name in pictures:
        assert f'src="cid:{name}"' in letter.html
    for text in (letter.text, letter.html):
        assert f"{LINK}?lang={language}" in text
        assert STOP in text
    assert "Aurora Living" in letter.subject
    assert data["rows"][0]["value"] in letter.html
