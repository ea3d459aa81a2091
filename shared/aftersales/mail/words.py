"""The report's words, styles and page templates, as they lie in the package."""

from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def words(language: str) -> dict[str, Any]:
    """Return the report's words in one language."""
    return loads(files("aftersales.mail").joinpath("report", f"{language}.toml").read_text("utf-8"))


@cache
def styles() -> str:
    """Return the style sheet: the console's tokens, so that both look like one product, and the report's own rules."""
    tokens = files("aftersales").joinpath("web", "static", "tokens.css").read_text("utf-8")
    return tokens + files("aftersales.mail").joinpath("report", "style.css").read_text("utf-8")


@cache
def pages() -> Environment:
    """The jinja2 environment of the pages: HTML is escaped, a missing value is an error."""
    return Environment(
        loader=PackageLoader("aftersales.mail", "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
