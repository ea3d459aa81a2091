"""Draws Vega-Lite charts without a browser. Fonts for Chinese come from the figures layer, or from the machine."""

from functools import cache
from importlib.util import find_spec

import vl_convert

_FONT_PACKAGE = "pylopdf_fonts_zh_cn"
_VEGA_LITE = "5.20"
_SHARPNESS = 2.0
"""Pixels per point: mail clients on phones show two."""


@cache
def _fonts() -> None:
    """Register the packed font once; where the package is absent the machine's own fonts serve."""
    package = find_spec(_FONT_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        vl_convert.register_font_directory(folder)


def png(spec: dict[str, object]) -> bytes:
    """Draw a chart as a PNG, twice as many pixels as points."""
    _fonts()
    drawn: bytes = vl_convert.vegalite_to_png(spec, vl_version=_VEGA_LITE, scale=_SHARPNESS)
    return drawn


def svg(spec: dict[str, object]) -> str:
    """Draw a chart as an SVG; its text stays text, in the reader's own fonts."""
    _fonts()
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    return drawn
