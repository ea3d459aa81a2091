"""Each section of a report as the values of its part of the page."""

from collections.abc import Callable, Mapping
from typing import Any

from aftersales.mail import formats
from aftersales.mail.report_view import Speaker, bar
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Form
from aftersales.metrics.figure import Maturity, Unit
from aftersales.metrics.ranking import RankedProduct
from aftersales.metrics.stated import stated_value
from aftersales.metrics.statistics import round_shares
from aftersales.records.restatement import Restatement
from aftersales.reports.shape import (
    Breakdown,
    Evidence,
    Headlines,
    Line,
    More,
    Movers,
    Parts,
    Products,
    Restated,
    Section,
    Trend,
    Voices,
)

Values = dict[str, Any]


def values(speaker: Speaker, section: Section) -> Values:
    """Return what a section's part of the page shows; `form` names the part."""
    shape: Callable[[Speaker, Any], Values] = _SHAPES[section.form]
    of = getattr(section, "of", "")
    title = speaker.term("sections", section.title)
    return {"form": section.form, "title": f"{title} · {of}" if of else title, **shape(speaker, section)}


def _headlines(speaker: Speaker, section: Headlines) -> Values:
    return {"cards": [speaker.card(line) for line in section.lines]}


def _trend(speaker: Speaker, section: Trend) -> Values:
    figures = [line.figure for line in section.lines]
    return {
        "note": speaker.noted(section.note),
        "has_young": any(Maturity.RETURN_WINDOW in figure.maturity for figure in figures),
        "rows": [
            {
                "label": line.figure.period.label,
                "value": speaker.value(line.figure),
                "interval": speaker.interval(line.figure),
                "n": formats.count(line.figure.denominator),
                "state": speaker.say("young" if Maturity.RETURN_WINDOW in line.figure.maturity else "final"),
                "href": speaker.href(line),
            }
            for line in reversed(section.lines)
        ],
    }


def _parts(speaker: Speaker, section: Parts) -> Values:
    figures = [line.figure for line in section.lines]
    whole = round_shares([figure.numerator or 0 for figure in figures])
    most = max((figure.numerator or 0 for figure in figures), default=0)
    return {
        "is_large": section.is_large,
        "counted": formats.count(figures[0].denominator) if figures else "0",
        "rest": formats.count(section.rest),
        "parts": [
            {
                "name": speaker.part(section.names, line.figure.key or ""),
                "share": f"{share}%",
                "n": speaker.summed(line.figure),
                "width": round(100 * (line.figure.numerator or 0) / most, 1) if most else 0,
                "href": speaker.href(line),
            }
            for line, share in zip(section.lines, whole, strict=True)
        ],
    }


def _products(speaker: Speaker, section: Products) -> Values:
    tops = [one.figure.interval.high for one in section.ranked if one.figure.interval]
    top = max(tops, default=1.0) * 1.05
    return {
        "note": speaker.say(
            "products_note",
            days=section.period.days,
            minimum=speaker.report.minimum_units,
            threshold=formats.share(speaker.report.threshold),
        ),
        "none": speaker.say("no_products", minimum=speaker.report.minimum_units),
        "products": [
            _product(speaker, one, line, top) for one, line in zip(section.ranked, section.lines, strict=True)
        ],
    }


def _product(speaker: Speaker, product: RankedProduct, line: Line, top: float) -> Values:
    figure = product.figure
    cause = speaker.part("cause_names", product.cause) if product.cause else formats.DASH
    return {
        "sku": product.sku,
        "title": product.title or "",
        "rate": speaker.value(figure),
        "bar": bar(figure, top),
        "interval": speaker.interval(figure),
        "returned": f"{formats.count(figure.numerator or 0)} / {formats.count(figure.denominator)}",
        "excess": f"{product.excess:+.1f}".replace("-", "\u2212"),
        "cause": f"{cause} ({product.cause_units})" if product.cause_units else cause,
        "late": figure.interval is not None and figure.interval.low > speaker.report.threshold,
        "href": speaker.href(line),
    }


def _voices(speaker: Speaker, section: Voices) -> Values:
    return {
        "causes": [
            {
                "name": speaker.part("cause_names", spoken.cause),
                "share": speaker.value(spoken.line.figure),
                "n": formats.count(spoken.line.figure.numerator or 0),
                "change": speaker.direction(spoken.line.change) if spoken.line.change else "",
                "difference": speaker.difference(spoken.line.figure, spoken.line.change),
                "href": speaker.href(spoken.line),
                "quotes": spoken.quotes,
            }
            for spoken in section.causes
        ]
    }


def _more(speaker: Speaker, section: More) -> Values:
    return {"lines": [_told(speaker, line) for line in section.lines]}


def _told(speaker: Speaker, line: Line) -> Values:
    card = speaker.card(line)
    told = {
        "title": card.title,
        "value": card.value,
        "made_of": card.made_of,
        "href": card.href,
        "change": "",
    }
    told["change"] = f"{card.change} {card.difference}".strip()
    told["year"] = card.year
    return told


def _breakdown(speaker: Speaker, section: Breakdown) -> Values:
    found = {(line.figure.key or "", line.figure.metric): line for line in section.lines}
    return {
        "by": speaker.term("dimensions", section.by),
        "columns": [CONTRACTS[name].title.in_language(speaker.language) for name in section.metrics],
        "rows": [
            {"key": key, "cells": [_cell(speaker, found.get((key, name))) for name in section.metrics]}
            for key in section.keys
        ],
    }


def _cell(speaker: Speaker, line: Line | None) -> Values:
    if line is None:
        return {"value": formats.DASH, "made_of": "", "href": "", "weak": True}
    return {
        "value": speaker.value(line.figure),
        "made_of": speaker.counted(line.figure),
        "href": speaker.href(line),
        "weak": not line.figure.enough,
    }


def _movers(speaker: Speaker, section: Movers) -> Values:
    return {
        "by": speaker.term("dimensions", section.by),
        "rows": [
            {
                "key": line.figure.key,
                "metric": speaker.title(line.figure),
                "before": speaker.value(line.change.before),
                "now": speaker.value(line.figure),
                "change": speaker.direction(line.change),
                "difference": speaker.difference(line.figure, line.change),
                "tone": {None: "flat", True: "better", False: "worse"}[line.change.is_better],
                "n": formats.count(line.figure.denominator),
                "href": speaker.href(line),
            }
            for line in section.lines
            if line.change is not None
        ],
    }


def _evidence(speaker: Speaker, section: Evidence) -> Values:
    return {
        "left": speaker.say("left", count=formats.count(section.left)) if section.left else "",
        "has_causes": any(opened.row.cause or opened.row.key for opened in section.rows),
        "rows": [
            {
                "day": formats.day(opened.row.at.date(), speaker.language),
                "label": opened.row.label,
                "sku": opened.row.sku or "",
                "market": opened.row.market or "",
                "store": opened.row.store or "",
                "count": formats.count(opened.row.numerator),
                "cause": speaker.part("cause_names", opened.row.cause or opened.row.key or "")
                or formats.DASH,
            }
            for opened in section.rows
        ],
    }


def _restated(speaker: Speaker, section: Restated) -> Values:
    return {
        "rows": [
            {
                "metric": CONTRACTS[one.metric].title.in_language(speaker.language),
                "period": one.period,
                "old": _quotient(speaker, one, one.old_numerator, one.old_denominator, one.old_currency)
                + _tail(speaker, one, one.old_tail),
                "new": _quotient(speaker, one, one.new_numerator, one.new_denominator, one.new_currency)
                + _tail(speaker, one, one.new_tail),
                "cause": speaker.term("restated_by", one.cause.value),
                "href": f"{speaker.console}/figures/{one.metric}?period={one.period}",
            }
            for one in section.changed
            if one.metric in CONTRACTS
        ]
    }


def _tail(speaker: Speaker, one: Restatement, hours: float | None) -> str:
    """Say a duration's 90th percentile where it moved."""
    if hours is None or one.old_tail == one.new_tail:
        return ""
    return f" · {speaker.say('p90', tail=formats.in_unit(hours, Unit.HOURS, speaker.language))}"


def _quotient(
    speaker: Speaker, one: Restatement, numerator: float, denominator: float, currency: str | None
) -> str:
    contract = CONTRACTS[one.metric]
    value = stated_value(contract, numerator, denominator)
    if value is None:
        return formats.DASH
    if contract.form in {Form.COUNT, Form.TOTAL}:
        return formats.count(value)
    text = formats.in_unit(value, contract.unit, speaker.language)
    return f"{text} {currency or speaker.report.currency}" if contract.unit is Unit.MONEY else text


_SHAPES: Mapping[str, Callable[[Speaker, Any], Values]] = {
    "headlines": _headlines,
    "trend": _trend,
    "parts": _parts,
    "products": _products,
    "voices": _voices,
    "more": _more,
    "breakdown": _breakdown,
    "movers": _movers,
    "evidence": _evidence,
    "restated": _restated,
}
