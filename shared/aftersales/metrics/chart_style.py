"""How every chart looks, and what it tells whoever points at it."""

from typing import Any

from aftersales.records.record import Record

Spec = dict[str, Any]


class Colours(Record):
    """The colours of one theme; `data` carries the value, `late` what is over a limit."""

    ground: str
    ink: str
    soft: str
    line: str
    data: str
    late: str


class Hints(Record):
    """What a reader is told beside each value, in their language: its label on the axis, its text, a tip, and where it leads."""

    labels: tuple[str, ...]
    texts: tuple[str, ...]
    tips: tuple[str, ...]
    links: tuple[str, ...]


LIGHT = Colours(
    ground="#ffffff", ink="#1a1d23", soft="#575e6b", line="#dfe2e7", data="#0072b2", late="#d55e00"
)
TOKENS = Colours(
    ground="transparent", ink="--ink", soft="--ink-soft", line="--line", data="--c1", late="--c6"
)
"""The console's design tokens: the page puts their values in, light or dark, before it draws."""
DARK = Colours(
    ground="#191c21", ink="#e8eaee", soft="#a4abb7", line="#2d323a", data="#56b4e9", late="#ee8a4a"
)

HINTED: Spec = {
    "tooltip": {"field": "tip", "type": "nominal"},
    "href": {"field": "link", "type": "nominal"},
}
HOVERED: Spec = {"size": {"condition": {"param": "near", "empty": False, "value": 170}, "value": 55}}
REACH: Spec = {
    "mark": {"type": "rect", "opacity": 0},
    "params": [
        {
            "name": "near",
            "select": {"type": "point", "encodings": ["x"], "on": "pointerover", "clear": "pointerout"},
        }
    ],
}
COLUMN: Spec = {"y": {"value": 0}, "y2": {"value": "height"}}
"""An unseen column over each point answers for it, so that nobody has to hit the point itself."""


def frame(body: Spec, colours: Colours, width: int | str, height: object) -> Spec:
    """Return a specification of the usual size, font and axes around a body; width in points, or "container"."""
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
        # A page's own width is fitted by itself.
        **({"autosize": {"type": "fit-x", "contains": "padding"}} if isinstance(width, int) else {}),
        "background": colours.ground,
        "padding": 8,
        "config": {"font": font, "view": {"stroke": None}, "axis": axis},
        **body,
    }
