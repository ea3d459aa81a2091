"""The charts of a report, one for each section that is drawn: the same specification for page and letter."""

import re
from base64 import b64encode

from aftersales.mail.drawing import svg
from aftersales.mail.report_view import Speaker
from aftersales.metrics.bar_charts import ranges, shares
from aftersales.metrics.chart_style import DARK, LIGHT, Colours, Spec
from aftersales.metrics.trend_chart import trend
from aftersales.reports.shape import Parts, Products, Report, Section, Trend

WIDE, NARROW = 870, 340
"""Widths in points that charts are drawn for: a desk and a phone, where a shrunken chart could not be read."""

_MOST_BARS = 12


def charts(
    report: Report, language: str, colours: Colours, width: int = WIDE, *, has_notes: bool = False
) -> dict[int, Spec]:
    """Return the charts by the place of their section; a section without data has none.

    `has_notes` writes into the picture what a page says below it.
    """
    speaker = Speaker(report, language, "")
    drawn = {
        place: _chart(speaker, section, colours, width, speaker.say("trend_young") if has_notes else "")
        for place, section in enumerate(report.sections)
    }
    return {place: spec for place, spec in drawn.items() if spec is not None}


def pictures(report: Report, language: str) -> dict[int, dict[str, str]]:
    """Return the charts as addresses that hold the picture itself, in both themes and for both widths."""
    found: dict[int, dict[str, str]] = {}
    for size, width in (("wide", WIDE), ("narrow", NARROW)):
        for place, spec in charts(report, language, LIGHT, width).items():
            picture = svg(spec)
            kinds = {f"light_{size}": _address(picture), f"dark_{size}": _address(in_the_dark(picture))}
            found[place] = found.get(place, {}) | kinds
    return found


_DARK = {f'"{getattr(LIGHT, name)}"': f'"{getattr(DARK, name)}"' for name in Colours.model_fields}
_COLOUR = re.compile(f"(?<==)(?:{'|'.join(_DARK)})")


def in_the_dark(picture: str) -> str:
    """Return an SVG drawn in the light theme in the colours of the dark one: nothing else differs, and drawing takes long."""
    return _COLOUR.sub(lambda colour: _DARK[colour[0]], picture)


def _address(picture: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"


def _chart(speaker: Speaker, section: Section, colours: Colours, width: int, note: str) -> Spec | None:
    figures = [line.figure for line in section.lines]
    if isinstance(section, Trend) and sum(figure.value is not None for figure in figures) > 1:
        return trend(figures, colours, young=note, width=width)
    if isinstance(section, Products) and figures:
        names = [one.sku for one in section.ranked]
        return ranges(figures, names, colours, threshold=speaker.report.threshold, width=width)
    if isinstance(section, Parts) and section.is_large and figures:
        names = [speaker.part(section.names, figure.key or "") for figure in figures[:_MOST_BARS]]
        return shares(figures[:_MOST_BARS], names, colours, width=width)
    return None
