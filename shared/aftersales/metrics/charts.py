"""Charts as Vega-Lite specifications made from figures: one chart for mail, report and page alike.

Bars begin at zero, parts are labelled where they stand, colours are from Okabe and Ito's palette, and an interval is always shown.
"""

from collections.abc import Sequence
from typing import Any

from aftersales.metrics.figure import Figure, Maturity
from aftersales.records.record import Record

Spec = dict[str, Any]

_NARROW = 500
"""Below so many points a chart is for a phone."""


class Colours(Record):
    """The colours of one theme; `data` carries the value, `late` what is over a limit."""

    ground: str
    ink: str
    soft: str
    line: str
    data: str
    late: str


LIGHT = Colours(
    ground="#ffffff", ink="#1a1d23", soft="#575e6b", line="#dfe2e7", data="#0072b2", late="#d55e00"
)
DARK = Colours(
    ground="#191c21", ink="#e8eaee", soft="#a4abb7", line="#2d323a", data="#56b4e9", late="#ee8a4a"
)


def trend(figures: Sequence[Figure], colours: Colours, *, young: str = "", width: int = 640) -> Spec:
    """A rate week by week with its interval; weeks whose returns are still coming in are hollow, `young` says so in the picture."""
    values = [
        {
            # A phone has room for the number alone.
            "week": figure.period.label.split("-")[-1].removeprefix("W" if width < _NARROW else ""),
            "order": place,
            "value": figure.value,
            "low": figure.interval.low if figure.interval else None,
            "high": figure.interval.high if figure.interval else None,
            "young": Maturity.RETURN_WINDOW in figure.maturity,
            "label": _percent(figure.value) if place == len(figures) - 1 else "",
        }
        for place, figure in enumerate(figures)
        if figure.value is not None
    ]
    across = {
        "field": "week",
        "type": "ordinal",
        "sort": {"field": "order"},
        "axis": {"title": None, "labelAngle": 0, "ticks": False, "labelOverlap": "parity", "labelPadding": 9},
    }
    up = {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": None, "format": ".0%", "tickCount": 4},
        "scale": {"zero": True},
    }
    layers = [
        {
            "mark": {"type": "area", "opacity": 0.16, "color": colours.data},
            "encoding": {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "line", "color": colours.data, "strokeWidth": 2.5},
            "encoding": {"x": across, "y": up},
        },
        {
            "mark": {"type": "point", "size": 55, "filled": True, "opacity": 1, "stroke": colours.data},
            "encoding": {
                "x": across,
                "y": up,
                "fill": {
                    "condition": {"test": "datum.young", "value": colours.ground},
                    "value": colours.data,
                },
            },
        },
        {
            "mark": {"type": "text", "dy": -14, "fontWeight": 600, "fontSize": 14, "color": colours.ink},
            "encoding": {"x": across, "y": up, "text": {"field": "label"}},
        },
    ]
    title = {
        "text": young,
        "orient": "bottom",
        "anchor": "start",
        "color": colours.soft,
        "fontSize": 12,
        "fontWeight": "normal",
        "offset": 10,
    }
    return _spec(
        {"data": {"values": values}, "layer": layers}
        | ({"title": title} if young and any(value["young"] for value in values) else {}),
        colours,
        width,
        height=200,
    )


def shares(figures: Sequence[Figure], names: Sequence[str], colours: Colours, *, width: int = 640) -> Spec:
    """Parts of a whole as bars, biggest first, each labelled with its share and its count."""
    values = [
        {
            "name": name,
            "value": figure.value or 0,
            "label": f"{_percent(figure.value)}  (n={int(figure.numerator or 0)})",
        }
        for figure, name in zip(figures, names, strict=True)
    ]
    down = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "ticks": False, "domain": False, "labelLimit": 240, "labelFontSize": 13},
    }
    across = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        # Room for the longest bar's label.
        "scale": {"domain": [0, 1.3 * max((figure.value or 0 for figure in figures), default=0) or 1]},
    }
    layers = [
        {
            "mark": {"type": "bar", "color": colours.data, "height": 18, "cornerRadiusEnd": 3},
            "encoding": {"x": across, "y": down},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": colours.ink},
            "encoding": {"x": across, "y": down, "text": {"field": "label"}},
        },
    ]
    return _spec({"data": {"values": values}, "layer": layers}, colours, width, height={"step": 30})


def ranges(
    figures: Sequence[Figure], names: Sequence[str], colours: Colours, *, threshold: float, width: int = 640
) -> Spec:
    """Rates with their intervals against a threshold; those surely above it stand out."""
    is_narrow = width < _NARROW
    values = [
        {
            "name": name,
            "value": figure.value,
            "low": figure.interval.low if figure.interval else figure.value,
            "high": figure.interval.high if figure.interval else figure.value,
            "late": figure.interval is not None and figure.interval.low > threshold,
            "label": _percent(figure.value) + ("" if is_narrow else f"  (n={int(figure.denominator)})"),
        }
        for figure, name in zip(figures, names, strict=True)
    ]
    top = max((figure.interval.high for figure in figures if figure.interval), default=threshold)
    down = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "ticks": False, "domain": False, "labelLimit": 240, "labelFontSize": 13},
    }
    across = {
        "type": "quantitative",
        "axis": {"title": None, "format": ".0%", "tickCount": 5, "grid": False},
        "scale": {"domain": [0, max(top * 1.4, threshold * 1.4)]},
    }
    colour = {"condition": {"test": "datum.late", "value": colours.late}, "value": colours.data}
    layers = [
        {
            "mark": {"type": "rule", "color": colours.soft, "strokeDash": [4, 4]},
            "encoding": {"x": {"datum": threshold, **across}},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.35, "strokeCap": "round"},
            "encoding": {
                "x": {"field": "low", **across},
                "x2": {"field": "high"},
                "y": down,
                "color": colour,
            },
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": {"field": "value", **across}, "y": down, "color": colour},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 13, "color": colours.ink},
            "encoding": {"x": {"field": "high", **across}, "y": down, "text": {"field": "label"}},
        },
    ]
    return _spec({"data": {"values": values}, "layer": layers}, colours, width, height={"step": 34})


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def _spec(body: Spec, colours: Colours, width: int, height: object) -> Spec:
    font = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
    axis = {
        "labelColor": colours.soft,
        "domainColor": colours.line,
        "gridColor": colours.line,
        "labelFontSize": 12,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": colours.ground,
        "padding": 8,
        "config": {"font": font, "view": {"stroke": None}, "axis": axis},
        **body,
    }
