"""Figures side by side as Vega-Lite specifications: parts of a whole as bars, rates against a threshold as ranges.

Bars begin at zero, parts are labelled where they stand, colours are from Okabe and Ito's palette, and an interval is always shown.
"""

from collections.abc import Sequence

from aftersales.metrics.chart_labels import brief, is_narrow, percent
from aftersales.metrics.chart_style import HINTED, Colours, Hints, Spec, frame
from aftersales.metrics.figure import Figure

ROOM = 1.25
"""A bar's interval is cut off here, as a share of the longest bar: one product with three units must not shrink all others."""

_NAMES: Spec = {"title": None, "ticks": False, "domain": False, "labelLimit": 240, "labelFontSize": 13}
_PALE: Spec = {"condition": {"test": "datum.few", "value": 0.4}, "value": 1}


def shares(
    figures: Sequence[Figure],
    names: Sequence[str],
    colours: Colours,
    *,
    width: int | str = 640,
    hints: Hints | None = None,
) -> Spec:
    """Parts as bars in the order given, each labelled with its share and its count.

    With hints intervals are drawn, too, and what rests on few records is pale.
    """
    values = _bars(figures, names, width, hints)
    top = max((max(value["value"], value.get("high") or 0) for value in values), default=0)
    across = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        # Room for the longest bar's label.
        "scale": {"domain": [0, (1.5 if hints else 1.3) * top or 1]},
    }
    body = {"data": {"values": values}, "layer": _bar_layers(across, colours, has_hints=hints is not None)}
    return frame(body, colours, width, height=30 * len(values) if hints else {"step": 30})


def _bars(
    figures: Sequence[Figure], names: Sequence[str], width: int | str, hints: Hints | None
) -> list[Spec]:
    room = ROOM * max((figure.value or 0 for figure in figures), default=0) or 1.0
    return [
        {
            "name": name,
            "value": figure.value or 0,
            "label": hints.texts[place]
            if hints
            else brief(figure) + ("" if is_narrow(width) else f"  (n={int(figure.numerator or 0)})"),
            **({"tip": hints.tips[place], "link": hints.links[place]} if hints else {}),
            **({"few": not figure.enough, **_ends(figure, room)} if hints else {}),
        }
        for place, (figure, name) in enumerate(zip(figures, names, strict=True))
    ]


def _ends(figure: Figure, room: float) -> Spec:
    value = figure.value or 0
    low, high = (figure.interval.low, figure.interval.high) if figure.interval else (value, value)
    return {"low": low, "high": max(value, min(high, room))}


def _bar_layers(across: Spec, colours: Colours, *, has_hints: bool) -> list[Spec]:
    """The bars, their intervals where there are hints, and what each comes to."""
    down = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {**_NAMES, "labelPadding": 8},
    }
    ends = {**across, "field": "high"} if has_hints else across
    bar = {
        "mark": {"type": "bar", "color": colours.data, "height": 18, "cornerRadiusEnd": 3},
        "encoding": {"x": across, "y": down, **({**HINTED, "opacity": _PALE} if has_hints else {})},
    }
    whisker = {
        "mark": {"type": "rule", "color": colours.ink, "strokeWidth": 1.5, "opacity": 0.6},
        "encoding": {"x": {**across, "field": "low"}, "x2": {"field": "high"}, "y": down},
    }
    label = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": colours.ink},
        "encoding": {"x": ends, "y": down, "text": {"field": "label"}},
    }
    return [bar, *([whisker] if has_hints else []), label]


def ranges(
    figures: Sequence[Figure],
    names: Sequence[str],
    colours: Colours,
    *,
    threshold: float,
    width: int | str = 640,
) -> Spec:
    """Rates with their intervals against a threshold; those surely above it stand out."""
    top = max((figure.interval.high for figure in figures if figure.interval), default=threshold)
    across = {
        "type": "quantitative",
        "axis": {"title": None, "format": ".0%", "tickCount": 5, "grid": False},
        "scale": {"domain": [0, max(top * 1.4, threshold * 1.4)]},
    }
    values = [
        {
            "name": name,
            "value": figure.value,
            "low": figure.interval.low if figure.interval else figure.value,
            "high": figure.interval.high if figure.interval else figure.value,
            "late": figure.interval is not None and figure.interval.low > threshold,
            "label": percent(figure.value) + ("" if is_narrow(width) else f"  (n={int(figure.denominator)})"),
        }
        for figure, name in zip(figures, names, strict=True)
    ]
    body = {"data": {"values": values}, "layer": _range_layers(across, threshold, colours)}
    return frame(body, colours, width, height={"step": 34})


def _range_layers(across: Spec, threshold: float, colours: Colours) -> list[Spec]:
    """The threshold, the intervals, the values and what each comes to."""
    down = {"field": "name", "type": "nominal", "sort": None, "axis": _NAMES}
    colour = {"condition": {"test": "datum.late", "value": colours.late}, "value": colours.data}
    low, value, high = ({"field": name, **across} for name in ("low", "value", "high"))
    return [
        {
            "mark": {"type": "rule", "color": colours.soft, "strokeDash": [4, 4]},
            "encoding": {"x": {"datum": threshold, **across}},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.35, "strokeCap": "round"},
            "encoding": {"x": low, "x2": {"field": "high"}, "y": down, "color": colour},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": value, "y": down, "color": colour},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 13, "color": colours.ink},
            "encoding": {"x": high, "y": down, "text": {"field": "label"}},
        },
    ]
