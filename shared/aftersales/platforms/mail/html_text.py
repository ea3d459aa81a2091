"""HTML of a mail as plain text: what a reader sees, without the quoted mail below it."""

import re

from bs4 import BeautifulSoup

LONGEST_HTML = 400_000
_NEVER_SEEN = ["script", "style", "head", "title", "template", "noscript"]
_BLOCKS = [
    "p",
    "div",
    "li",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "ul",
    "ol",
]
_QUOTED = (
    "blockquote",
    ".gmail_quote",
    ".gmail_attr",
    ".yahoo_quoted",
    ".moz-cite-prefix",
    ".protonmail_quote",
    "#divRplyFwdMsg ~ *",
    "#divRplyFwdMsg",
    "#appendonsend ~ *",
    "#mail-editor-reference-message-container",
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_GAPS = re.compile(r"[ \t\xa0]+")


def html_text(html: str) -> str:
    """Return the text of an HTML body. Quoted parts go, unless nothing else is there."""
    page = BeautifulSoup(html[:LONGEST_HTML], "html.parser")
    for tag in page.find_all(_NEVER_SEEN):
        tag.decompose()
    for tag in page.find_all(style=_HIDDEN):
        if not tag.decomposed:
            tag.decompose()
    whole = _lines(page)
    for selector in _QUOTED:
        for tag in page.select(selector):
            if not tag.decomposed:
                tag.decompose()
    return _lines(page) or whole


def _lines(page: BeautifulSoup) -> str:
    for tag in page.find_all("br"):
        tag.replace_with("\n")
    for tag in page.find_all(_BLOCKS):
        tag.append("\n")
    lines = [_GAPS.sub(" ", line).strip() for line in page.get_text().split("\n")]
    # Source line breaks and block ends leave runs of empty lines; one says as much.
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()
