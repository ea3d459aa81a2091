"""The report as a page of its own: one file, no script, pictures inside, readable on a phone, in the dark and on paper."""

from base64 import b64encode
from decimal import Decimal
from typing import Any

from aftersales.mail import formats
from aftersales.mail.drawing import svg
from aftersales.mail.report_view import Speaker, bar, changes
from aftersales.mail.words import pages, styles, words
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.charts import DARK, LIGHT, Colours, Spec, ranges, shares, trend
from aftersales.metrics.figure import Figure, Maturity
from aftersales.metrics.ranking import RankedProduct
from aftersales.metrics.statistics import round_shares
from aftersales.records.money import exponent
from aftersales.reports.weekly import WeeklyReport

_WIDE, _NARROW = 870, 340
"""Widths in points that charts are drawn for: a desk and a phone, where a shrunken chart could not be read."""


def charts(
    report: WeeklyReport, language: str, colours: Colours, width: int = _WIDE, *, has_notes: bool = False
) -> dict[str, Spec]:
    """Return the report's charts by name; one without data is left out.

    `has_notes` writes into the picture what a page says below it.
    """
    speaker = Speaker(report, language, "")
    found: dict[str, Spec] = {}
    note = speaker.say("trend_young") if has_notes else ""
    if sum(figure.value is not None for figure in report.trend) > 1:
        found["trend"] = trend(report.trend, colours, young=note, width=width)
    if report.products:
        names = [product.sku for product in report.products]
        figures = [product.figure for product in report.products]
        found["products"] = ranges(figures, names, colours, threshold=report.threshold, width=width)
    if report.causes:
        names = [speaker.term("cause_names", figure.key or "") for figure in report.causes]
        found["causes"] = shares(report.causes, names, colours, width=width)
    return found


def page(report: WeeklyReport, language: str, *, console: str, link: str) -> str:
    """Write the page. `link` is the report's own address, to which the other language and the files are added."""
    speaker = Speaker(report, language, console)
    other = "en" if language == "zh" else "zh"
    pictures = _pictures(report, language)
    return (
        pages()
        .get_template("page.html")
        .render(
            report=report,
            s=speaker,
            t=words(language),
            lang="zh-Hans" if language == "zh" else "en",
            other_lang="en" if language == "zh" else "zh-Hans",
            styles=styles(),
            pictures=pictures,
            links={
                "other": f"{link}?lang={other}",
                "csv": f"{link}?lang={language}&file=csv",
                "xlsx": f"{link}?lang={language}&file=xlsx",
            },
            cards=[speaker.card(compared) for compared in report.headlines],
            response=speaker.card(report.response),
            changes=changes(speaker),
            weeks=[_week(speaker, figure) for figure in reversed(report.trend)],
            mature=_mature(speaker),
            has_young=any(Maturity.RETURN_WINDOW in figure.maturity for figure in report.trend),
            products=[_product(speaker, product) for product in report.products],
            causes=_parts(speaker, report.causes, "cause_names"),
            return_causes=_parts(speaker, report.return_causes, "cause_names"),
            stars=_parts(speaker, report.stars, None),
            money=[_money(speaker, figure) for figure in report.refunded_value],
            minimum=report.minimum_units,
            threshold=formats.share(report.threshold),
            classified=formats.count(report.causes[0].denominator if report.causes else 0),
            report_language=report.language,
            contracts=[CONTRACTS[name] for name in dict.fromkeys(figure.metric for figure in report.figures)],
        )
    )


def _pictures(report: WeeklyReport, language: str) -> dict[str, dict[str, str]]:
    drawn = {
        f"{theme}_{size}": charts(report, language, colours, width)
        for theme, colours in (("light", LIGHT), ("dark", DARK))
        for size, width in (("wide", _WIDE), ("narrow", _NARROW))
    }
    return {
        name: {kind: _picture(specs[name]) for kind, specs in drawn.items()} for name in drawn["light_wide"]
    }


def _picture(spec: Spec) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg(spec).encode()).decode()}"


def _week(speaker: Speaker, figure: Figure) -> dict[str, Any]:
    young = Maturity.RETURN_WINDOW in figure.maturity
    return {
        "label": figure.period.label,
        "value": speaker.value(figure),
        "interval": speaker.interval(figure),
        "n": formats.count(figure.denominator),
        "state": speaker.say("young" if young else "final"),
        "href": speaker.href(figure),
    }


def _mature(speaker: Speaker) -> str:
    figure, received = speaker.report.mature, speaker.report.received
    return speaker.say(
        "trend_mature",
        value=speaker.value(figure),
        numerator=formats.count(figure.numerator or 0),
        denominator=formats.count(figure.denominator),
        received=speaker.value(received),
    )


def _product(speaker: Speaker, product: RankedProduct) -> dict[str, Any]:
    figure = product.figure
    tops = (other.figure.interval.high for other in speaker.report.products if other.figure.interval)
    cause = speaker.term("cause_names", product.cause) if product.cause else formats.DASH
    return {
        "sku": product.sku,
        "title": product.title or "",
        "rate": speaker.value(figure),
        "bar": bar(figure, max(tops, default=1.0) * 1.05),
        "interval": speaker.interval(figure),
        "returned": f"{formats.count(figure.numerator or 0)} / {formats.count(figure.denominator)}",
        "excess": f"{product.excess:+.1f}".replace("-", "\u2212"),
        "cause": f"{cause} ({product.cause_units})" if product.cause_units else cause,
        "late": figure.interval is not None and figure.interval.low > speaker.report.threshold,
        "href": speaker.href(figure, sku=product.sku),
    }


def _parts(speaker: Speaker, figures: tuple[Figure, ...], table: str | None) -> list[dict[str, Any]]:
    whole = round_shares([int(figure.numerator or 0) for figure in figures])
    most = max((figure.numerator or 0 for figure in figures), default=0)
    return [
        {
            "name": speaker.term(table, figure.key or "")
            if table
            else speaker.say("stars_of", stars=figure.key),
            "share": f"{share}%",
            "n": formats.count(figure.numerator or 0),
            "width": round(100 * (figure.numerator or 0) / most, 1) if most else 0,
            "href": speaker.href(figure, **({"cause": figure.key} if table and figure.key else {})),
        }
        for figure, share in zip(figures, whole, strict=True)
    ]


def _money(speaker: Speaker, figure: Figure) -> dict[str, Any]:
    currency = figure.key or ""

    def major(minor: float) -> str:
        return f"{Decimal(int(minor)).scaleb(-exponent(currency)):,}"

    amounts = (major(figure.numerator or 0), major(figure.denominator))
    return {
        "title": speaker.say("refunded_value", currency=currency),
        "value": speaker.value(figure),
        "made_of": speaker.say("money", numerator=amounts[0], denominator=amounts[1], currency=currency),
        "href": speaker.href(figure),
    }
