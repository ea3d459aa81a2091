"""The report's page: whole, in both languages, without script, with every text escaped."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from aftersales.mail.drawing import svg
from aftersales.mail.refusal_page import refusal_page
from aftersales.mail.report_charts import NARROW, charts, in_the_dark
from aftersales.mail.report_page import page
from aftersales.mail.report_view import Speaker
from aftersales.mail.words import words
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.chart_style import DARK, LIGHT
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters, Maturity, Reason
from aftersales.records.cause import Cause
from aftersales.records.report import ReportKind
from aftersales.records.restatement import Restatement, RestatementCause
from aftersales.reports.editing import edit
from aftersales.reports.shape import Line, Order, Parts, Products, Report, Restated
from aftersales.reports.weekly import HEADLINES
from tests.lake.in_memory import lake_of

CONSOLE, LINK = "https://console.example", "https://console.example/r/token"


def _products(report: Report) -> Products:
    return next(section for section in report.sections if isinstance(section, Products))


@pytest.fixture(scope="module")
def pages(weekly: Report) -> dict[str, str]:
    """The page in both languages."""
    return {language: page(weekly, language, console=CONSOLE, link=LINK) for language in ("zh", "en")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_shows_what_the_week_was(pages: dict[str, str], weekly: Report, language: str) -> None:
    """Every headline figure with value, basis and link to its rows; products, causes and quotes."""
    soup = BeautifulSoup(pages[language], "html.parser")
    text = soup.get_text(" ", strip=True)
    links = {anchor["href"] for anchor in soup.find_all("a")}
    for name in HEADLINES:
        assert CONTRACTS[name].title.in_language(language) in text
        assert CONTRACTS[name].basis.in_language(language) in text
        assert f"{CONSOLE}/figures/{name}?period=2026-W46" in links
    for product in _products(weekly).ranked:
        assert product.sku in text
    assert "Die Jacke fällt viel zu klein aus" in text
    assert {"zh": "德语", "en": "German"}[language] in text
    # Nobody has put these words into English yet: a reader is told so, and is not shown them in a third language.
    assert ("这件夹克偏小很多" in text) == (language == "zh")
    assert (str(words("en")["no_translation"]) in text) == (language == "en")
    assert {f"{LINK}?lang={'en' if language == 'zh' else 'zh'}", f"{LINK}?lang={language}&file=xlsx"} <= links


def test_a_picture_in_the_dark_is_the_one_drawn_in_dark_colours(weekly: Report) -> None:
    """Each picture is drawn once: the dark theme differs from the light one in nothing but colours."""
    light, dark = (charts(weekly, "en", colours, NARROW) for colours in (LIGHT, DARK))
    assert light.keys() == dark.keys() != set()
    for place, spec in light.items():
        # The drawing engine numbers what it clips through all pictures.
        turned, drawn = (re.sub(r"clip\d+", "", one) for one in (in_the_dark(svg(spec)), svg(dark[place])))
        assert turned == drawn


def test_the_page_is_one_file_without_script(pages: dict[str, str]) -> None:
    """Pictures are inside, in both themes and for both widths; nothing is loaded, nothing runs."""
    for text in pages.values():
        soup = BeautifulSoup(text, "html.parser")
        assert soup.find_all(["script", "link", "iframe", "form"]) == []
        sources = [str(image["src"]) for image in soup.find_all("img")]
        sources += [str(source["srcset"]) for source in soup.find_all("source")]
        assert len(sources) == 12
        assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
        assert not re.search(r"\son\w+=", text)
        assert not soup.find_all(style=True)
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None
        assert "default-src 'none'" in str(policy)
        assert "unsafe-inline" not in str(policy)


def test_each_page_speaks_one_language(pages: dict[str, str]) -> None:
    """Beside quotes and names the English page holds no Chinese; quotes say their language."""
    soup = BeautifulSoup(pages["en"], "html.parser")
    for quoted in soup.find_all(["blockquote"]):
        assert quoted.get("lang")
        quoted.decompose()
    for other in soup.find_all(hreflang=True):
        other.decompose()
    assert not re.search("[\u4e00-\u9fff]", soup.get_text())
    assert pages["zh"].startswith('<!doctype html>\n<html lang="zh-Hans">')


def test_markup_in_names_is_shown_not_run(weekly: Report) -> None:
    """A shop's name and a product's title are text."""
    hostile = "<img src=x onerror=alert(1)>"
    products = _products(weekly)
    ranked = tuple(one.having(title=hostile, sku=hostile) for one in products.ranked)
    sections = tuple(
        section.having(ranked=ranked) if isinstance(section, Products) else section
        for section in weekly.sections
    )
    changed = weekly.having(name=hostile, sections=sections)
    text = page(changed, "en", console=CONSOLE, link=LINK)
    assert "<img src=x" not in text
    assert text.count("&lt;img src=x") >= 3


def test_what_cases_cost_is_told_as_money(weekly: Report) -> None:
    """Parts of an amount are amounts in the report's currency, no records, and small ones have their share, too."""
    figure = weekly.headlines[0].figure.having(metric="cost_share")
    lines = tuple(
        Line(figure=figure.having(key=key, numerator=amount, denominator=4.0, value=amount / 4))
        for key, amount in (("goods", 3.1), ("labour", 0.9))
    )
    costs = Parts(title="cost_parts", names="cost_names", lines=lines)
    text = page(weekly.having(sections=(costs,)), "en", console=CONSOLE, link=LINK)
    rows = [
        row.get_text(" ", strip=True) for row in BeautifulSoup(text, "html.parser").select("table.bars tr")
    ]
    assert rows == ["Goods 78% 3.10 USD", "Labour 22% 0.90 USD"]


def test_a_week_without_anything_still_reads(weekly: Report, quarter: Evaluator, tmp_path: Path) -> None:
    """No products, causes or values: dashes with reasons, no empty chart."""
    empty = edit(
        replace(quarter, lake=lake_of(tmp_path, [], [])), Order(kind=ReportKind.WEEKLY), weekly.period
    )
    text = page(empty, "en", console=CONSOLE, link=LINK)
    assert "nothing to count in this period" in text
    assert "Nothing was classified in this period." in text
    assert "Too few data this week to tell" in text
    assert "<picture>" not in text


def test_both_languages_have_the_same_words() -> None:
    """The two catalogues have the same keys, and name every reason, maturity and cause branch."""

    def keys(table: dict[str, object], above: str = "") -> set[str]:
        return {
            found
            for name, value in table.items()
            for found in (keys(value, f"{name}.") if isinstance(value, dict) else {above + name})
        }

    zh, en = words("zh"), words("en")
    assert keys(zh) == keys(en)
    assert set(zh["reasons"]) == {reason.value for reason in Reason}
    assert set(zh["maturity"]) == {mark.value for mark in Maturity}
    assert set(zh["cause_names"]) == {cause.value for cause in Cause}
    assert all(
        set(zh[table]) == set(ReportKind) for table in ("kinds", "against", "no_changes", "cannot_tell")
    )


def test_every_word_is_used() -> None:
    """A text that no page, letter or module names is left over."""
    folder = Path("shared/aftersales/mail")
    files = [*folder.glob("*.py"), *folder.glob("report/*.html"), *folder.glob("../reports/*.py")]
    sources = " ".join(path.read_text("utf-8") for path in files)
    texts = tomllib.loads((folder / "report" / "en.toml").read_text("utf-8"))
    unused = [key for key in texts if not re.search(rf"\b{key}\b", sources) and not key.startswith("top_")]
    assert unused == []


def test_a_figure_links_to_its_part(weekly: Report) -> None:
    """Values in a link are quoted, so that a SKU cannot add a parameter."""
    speaker = Speaker(weekly, "en", CONSOLE)
    line = Line(figure=weekly.headlines[0].figure, filters=Filters(sku="A&B=#"))
    assert speaker.href(line).endswith("?period=2026-W46&sku=A%26B%3D%23")


@pytest.mark.parametrize("why", ["changed", "expired", "revoked", "not_found"])
def test_a_refused_link_says_why_in_both_languages(why: str) -> None:
    """One page, both languages; its styles are allowed by their hash alone."""
    text, policy = refusal_page(why)
    for language in ("zh", "en"):
        assert words(language)["refused"][why][1] in text
    assert "unsafe-inline" not in policy
    assert "style-src 'sha256-" in policy


@pytest.mark.parametrize(("language", "cause"), [("zh", "迟到的数据"), ("en", "late data")])
def test_what_was_restated_stands_with_what_was_said_before(
    weekly: Report, language: str, cause: str
) -> None:
    """The value that an earlier report gave, the one that is known now with the way to its records, and why."""
    found = Restatement(
        metric="return_rate.units.by_order",
        period="2026-W45",
        old_numerator=4,
        old_denominator=100,
        new_numerator=6,
        new_denominator=100,
        cause=RestatementCause.LATE,
        at=weekly.made_at,
    )
    told = weekly.having(sections=(*weekly.sections, Restated(changed=(found,))))
    soup = BeautifulSoup(page(told, language, console=CONSOLE, link=LINK), "html.parser")
    section = soup.find("section", class_="restated")
    assert section is not None
    assert all(text in section.text for text in ("4.0%", "6.0%", cause))
    assert section.find("a", href=f"{CONSOLE}/figures/return_rate.units.by_order?period=2026-W45")


def test_restated_amounts_keep_their_currency_and_durations_their_percentile(weekly: Report) -> None:
    """Twelve dollars are not eleven euros: each number has its own; of a duration the 90th percentile stands where it moved."""
    money = Restatement(
        metric="cost_per_case.by_resolved",
        period="2026-W45",
        old_numerator=24,
        old_denominator=2,
        old_currency="USD",
        new_numerator=22,
        new_denominator=2,
        new_currency="EUR",
        cause=RestatementCause.CURRENCY,
        at=weekly.made_at,
    )
    slow = money.having(
        metric="first_response",
        cause=RestatementCause.EDITED,
        old_numerator=2,
        old_tail=5,
        new_numerator=2,
        new_tail=9,
    )
    told = weekly.having(sections=(*weekly.sections, Restated(changed=(money, slow))))
    soup = BeautifulSoup(page(told, "en", console=CONSOLE, link=LINK), "html.parser")
    rows = [[cell.text for cell in row("td")] for row in soup.select("section.restated tbody tr")]
    assert rows == [
        ["2026-W45", "12.00 USD", "11.00 EUR", "another currency"],
        ["2026-W45", "2.0 h · 90th percentile 5.0 h", "2.0 h · 90th percentile 9.0 h", "edited or withdrawn"],
    ]
