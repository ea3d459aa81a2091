"""Charts as Vega-Lite specifications made from figures: one chart for mail, report and page alike.

Bars begin at zero, parts are labelled where they stand, colours are from Okabe and Ito's palette, and an interval is always shown.
"""

from collections.abc import Sequence

from aftersales.metrics.chart_style import (
    COLUMN,
    DARK,
    HINTED,
    HOVERED,
    LIGHT,
    REACH,
    TOKENS,
    Colours,
    Hints,
    Spec,
    frame,
)
from aftersales.metrics.figure import Figure, Maturity, Unit

__all__ = ["DARK", "LIGHT", "TOKENS", "Colours", "Hints", "Spec", "ranges", "shares", "trend"]

ROOM = 1.25
"""A bar's interval is cut off here, as a share of the longest bar: one product with three units must not shrink all others."""

_FEW_PERCENT = 0.04
"""Below so much, steps of whole per cents would repeat themselves."""

_NARROW = 500
"""Below so many points a chart is for a phone."""


def trend(
    figures: Sequence[Figure],
    colours: Colours,
    *,
    young: str = "",
    width: int | str = 640,
    hints: Hints | None = None,
) -> Spec:
    """A figure week by week with its interval; young weeks are hollow, `young` says so in the picture."""
    last = max((place for place, figure in enumerate(figures) if figure.value is not None), default=-1)
    values = [
        {
            # A phone has room for the number alone.
            "week": hints.labels[place]
            if hints
            else figure.period.label.split("-")[-1].removeprefix("W" if _is_narrow(width) else ""),
            "order": place,
            "value": figure.value,
            "low": figure.interval.low if figure.interval else None,
            "high": figure.interval.high if figure.interval else None,
            "young": Maturity.RETURN_WINDOW in figure.maturity,
            "label": (hints.texts[place] if hints else _brief(figure)) if place == last else "",
            **({"tip": hints.tips[place], "link": hints.links[place]} if hints else {}),
        }
        for place, figure in enumerate(figures)
        # A page keeps the gaps: a period without a value has its place, its tip and its rows.
        if hints or figure.value is not None
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
        "axis": {"title": None, "format": _format(figures), "tickCount": 4},
        "scale": {"zero": True},
    }
    layers: list[Spec] = [
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
                **(HOVERED if hints else {}),
            },
        },
        {
            "mark": {"type": "text", "dy": -14, "fontWeight": 600, "fontSize": 14, "color": colours.ink},
            "encoding": {"x": across, "y": up, "text": {"field": "label"}},
        },
        *([{**REACH, "encoding": {"x": across, **COLUMN, **HINTED}}] if hints else []),
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
    return frame(
        {"data": {"values": values}, "layer": layers}
        | ({"title": title} if young and any(value["young"] for value in values) else {}),
        colours,
        width,
        height=200,
    )


def shares(
    figures: Sequence[Figure],
    names: Sequence[str],
    colours: Colours,
    *,
    width: int | str = 640,
    hints: Hints | None = None,
) -> Spec:
    """Parts as bars in the order given, each labelled with its share and its count; with hints their intervals are drawn too."""
    room = ROOM * max((figure.value or 0 for figure in figures), default=0) or 1.0
    values = [
        {
            "name": name,
            "value": figure.value or 0,
            "label": hints.texts[place]
            if hints
            else _brief(figure) + ("" if _is_narrow(width) else f"  (n={int(figure.numerator or 0)})"),
            **({"tip": hints.tips[place], "link": hints.links[place]} if hints else {}),
            **(_ends(figure, room) if hints else {}),
        }
        for place, (figure, name) in enumerate(zip(figures, names, strict=True))
    ]
    top = max((max(value["value"], value.get("high") or 0) for value in values), default=0)
    down = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {
            "title": None,
            "ticks": False,
            "domain": False,
            "labelPadding": 8,
            "labelLimit": 240,
            "labelFontSize": 13,
        },
    }
    across = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        # Room for the longest bar's label.
        "scale": {"domain": [0, (1.5 if hints else 1.3) * top or 1]},
    }
    whisker = {
        "mark": {"type": "rule", "color": colours.ink, "strokeWidth": 1.5, "opacity": 0.6},
        "encoding": {"x": {**across, "field": "low"}, "x2": {"field": "high"}, "y": down},
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "color": colours.data, "height": 18, "cornerRadiusEnd": 3},
            "encoding": {"x": across, "y": down, **(HINTED if hints else {})},
        },
        *([whisker] if hints else []),
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": colours.ink},
            "encoding": {
                "x": {**across, "field": "high"} if hints else across,
                "y": down,
                "text": {"field": "label"},
            },
        },
    ]
    return frame(
        {"data": {"values": values}, "layer": layers},
        colours,
        width,
        height=30 * len(values) if hints else {"step": 30},
    )


def ranges(
    figures: Sequence[Figure],
    names: Sequence[str],
    colours: Colours,
    *,
    threshold: float,
    width: int | str = 640,
) -> Spec:
    """Rates with their intervals against a threshold; those surely above it stand out."""
    is_narrow = _is_narrow(width)
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
    return frame({"data": {"values": values}, "layer": layers}, colours, width, height={"step": 34})


def _is_narrow(width: int | str) -> bool:
    return isinstance(width, int) and width < _NARROW


def _ends(figure: Figure, room: float) -> Spec:
    value = figure.value or 0
    low, high = (figure.interval.low, figure.interval.high) if figure.interval else (value, value)
    return {"low": low, "high": max(value, min(high, room))}


def _format(figures: Sequence[Figure]) -> str:
    """The axis' number format: per cents for shares, few digits for all else."""
    shares_only = all(figure.unit is Unit.SHARE for figure in figures)
    top = max((figure.value or 0 for figure in figures), default=0)
    return (".0%" if top > _FEW_PERCENT else ".1%") if shares_only else ",.4~g"


def _brief(figure: Figure) -> str:
    """A value as a picture says it that has no words of its own: per cents, or a number with the axis' unit."""
    if figure.unit is Unit.SHARE or figure.value is None:
        return _percent(figure.value)
    return f"{figure.value:,.1f}".removesuffix(".0")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"
