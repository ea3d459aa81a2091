"""A figure's course as a Vega-Lite specification: one chart for mail, report and page alike, its interval always shown."""

from collections.abc import Iterator, Sequence

from aftersales.metrics.chart_labels import axis_format, brief, is_narrow
from aftersales.metrics.chart_style import COLUMN, HINTED, HOVERED, REACH, Colours, Hints, Spec, frame
from aftersales.metrics.figure import Figure, Maturity

_ACROSS: Spec = {
    "field": "week",
    "type": "ordinal",
    "sort": {"field": "order"},
    "axis": {"title": None, "labelAngle": 0, "ticks": False, "labelOverlap": "parity", "labelPadding": 9},
}


def trend(
    figures: Sequence[Figure],
    colours: Colours,
    *,
    young: str = "",
    width: int | str = 640,
    hints: Hints | None = None,
) -> Spec:
    """A figure week by week with its interval; young weeks are hollow, `young` says so in the picture."""
    values = list(_points(figures, width, hints))
    up = {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": None, "format": axis_format(figures), "tickCount": 4},
        "scale": {"zero": True},
    }
    body: Spec = {
        "data": {"values": values},
        "layer": [*_lonely(up, colours, values), *_layers(up, colours, has_hints=hints is not None)],
    }
    if young and any(value["young"] for value in values):
        body["title"] = _foot(young, colours)
    return frame(body, colours, width, height=200)


def _points(figures: Sequence[Figure], width: int | str, hints: Hints | None) -> Iterator[Spec]:
    known = [place for place, figure in enumerate(figures) if figure.value is not None]
    first, last = (known[0], known[-1]) if known else (0, -1)
    for place, figure in enumerate(figures):
        # A week without a value keeps its place, and the line breaks there: joining its neighbours would tell of what nobody
        # knows. Only a page, where it has a tip and rows, shows those before the first value, too.
        if not hints and place < first:
            continue
        yield {
            "week": hints.labels[place] if hints else _week(figure, width),
            "order": place,
            "value": figure.value,
            "low": figure.interval.low if figure.interval else None,
            "high": figure.interval.high if figure.interval else None,
            "alone": figure.value is not None and not {place - 1, place + 1} & set(known),
            "young": Maturity.RETURN_WINDOW in figure.maturity,
            "label": (hints.texts[place] if hints else brief(figure)) if place == last else "",
            **({"tip": hints.tips[place], "link": hints.links[place]} if hints else {}),
        }


def _week(figure: Figure, width: int | str) -> str:
    # A phone has room for the number alone.
    return figure.period.label.split("-")[-1].removeprefix("W" if is_narrow(width) else "")


def _lonely(up: Spec, colours: Colours, values: Sequence[Spec]) -> list[Spec]:
    """An area has no width at a week between two gaps: there the interval is a bar."""
    if not any(value["alone"] for value in values):
        return []
    return [
        {
            "transform": [{"filter": "datum.alone"}],
            "mark": {"type": "rule", "opacity": 0.16, "color": colours.data, "strokeWidth": 10},
            "encoding": {"x": _ACROSS, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
        }
    ]


def _layers(up: Spec, colours: Colours, *, has_hints: bool) -> list[Spec]:
    """The interval as an area, the course as a line, a point for each week, the last value in words."""
    fill = {"condition": {"test": "datum.young", "value": colours.ground}, "value": colours.data}
    return [
        {
            "mark": {"type": "area", "opacity": 0.16, "color": colours.data},
            "encoding": {"x": _ACROSS, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "line", "color": colours.data, "strokeWidth": 2.5},
            "encoding": {"x": _ACROSS, "y": up},
        },
        {
            "mark": {"type": "point", "size": 55, "filled": True, "opacity": 1, "stroke": colours.data},
            "encoding": {"x": _ACROSS, "y": up, "fill": fill, **(HOVERED if has_hints else {})},
        },
        {
            "mark": {"type": "text", "dy": -14, "fontWeight": 600, "fontSize": 14, "color": colours.ink},
            "encoding": {"x": _ACROSS, "y": up, "text": {"field": "label"}},
        },
        *([{**REACH, "encoding": {"x": _ACROSS, **COLUMN, **HINTED}}] if has_hints else []),
    ]


def _foot(text: str, colours: Colours) -> Spec:
    return {
        "text": text,
        "orient": "bottom",
        "anchor": "start",
        "color": colours.soft,
        "fontSize": 12,
        "fontWeight": "normal",
        "offset": 10,
    }
