"""HTML of a mail as plain text: what a reader sees, without the quoted mail below it.

A stranger's HTML may be nested or broken beyond all measure; this parser takes it in little time (the usual soup needed minutes).
"""

import re

from selectolax.lexbor import LexborHTMLParser

LONGEST_HTML = 200_000
MOST_LEFT_OPEN = 4000
"""Tags that may stay open before a body is no letter any more: trees as deep as that cost time by the square."""
_TAG = re.compile(r"<[^<>]*>")
_NEVER_SEEN = (
    "script, style, head, title, template, noscript, [style*='display:none'], [style*='display: none']"
)
_QUOTED = (
    "blockquote, .gmail_quote, .gmail_attr, .yahoo_quoted, .moz-cite-prefix, .protonmail_quote,"
    " #mail-editor-reference-message-container"
)
_QUOTED_BELOW = "#divRplyFwdMsg, #appendonsend"
_BREAK = "\x1f"  # no text has it: control characters are taken out first
_BREAKING = re.compile(r"</?(?:p|div|li|td|th|h[1-6]|blockquote|pre|br|hr)\b[^<>]*>", re.IGNORECASE)
_BLANK = re.compile(r"[\s\x00-\x1f\xa0]+")


def html_text(html: str) -> str:
    """Return the text of an HTML body. Quoted parts go, unless nothing else is there."""
    # White space of the source means nothing; only tags break lines.
    if html.count("<") - 2 * html.count("</") > MOST_LEFT_OPEN:
        return _TAG.sub("\n", html[:LONGEST_HTML]).strip()
    marked = _BREAKING.sub(lambda tag: tag[0] + _BREAK, _BLANK.sub(" ", html[:LONGEST_HTML]))
    page = LexborHTMLParser(marked)
    for node in page.css(f"{_NEVER_SEEN}, {_QUOTED}"):
        node.decompose()
    # A selector for "all that follow" would try every element against every other.
    below = page.css_first(_QUOTED_BELOW)
    while below is not None:
        following = below.next
        below.decompose()
        below = following
    return _text(page) or _text(_seen(marked))


def _seen(marked: str) -> LexborHTMLParser:
    page = LexborHTMLParser(marked)
    for node in page.css(_NEVER_SEEN):
        node.decompose()
    return page


def _text(page: LexborHTMLParser) -> str:
    if page.body is None:
        return ""
    lines = [_BLANK.sub(" ", line).strip() for line in page.body.text().split(_BREAK)]
    # An end and a beginning make an empty line between them; more of them say no more.
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()
