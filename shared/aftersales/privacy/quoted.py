"""Taking quotes out of files of reports: figures, tables and layout stay as they were sent, a person's words do not."""

import re
from collections.abc import Callable, Iterable
from csv import reader, writer
from dataclasses import dataclass
from html import escape, unescape
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

GONE = "[已删除 · erased]"
_QUOTE = re.compile(r"(<blockquote[^>]*>\s*<p>)(.*?)(</p>\s*</blockquote>)", re.DOTALL)
_SHARED = re.compile(r"(<t(?: [^>]*)?>)(.*?)(</t>)", re.DOTALL)
_EDGES = " \t\r\n'\u2018\u2019\u201c\u201d\"\u2026."
_SURELY = 12
"""From so many characters on, a part of a text is no label that happens to read the same."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Tells a person's words among others; `folded` are the names without capitals."""

    texts: frozenset[str]
    names: frozenset[str]
    folded: frozenset[str]
    everything: str

    @classmethod
    def of(cls, passages: Iterable[str], names: Iterable[str]) -> "Quoted":
        """Prepare to look for these texts, whole or in part, and these names."""
        plain, known = frozenset(filter(None, map(_plain, passages))), frozenset(names)
        return cls(plain, known, frozenset(map(str.casefold, known)), "\0".join(sorted(plain)))

    def strike_html(self, body: bytes) -> bytes:
        """Blank the quotes of a page, and names wherever they stand."""
        page = _QUOTE.sub(lambda found: self._struck(found, self.holds), body.decode())
        for name in self.names:
            plain = escape(name)
            # Templates write quotation marks otherwise than the standard library does.
            for shown in (plain, plain.replace("&#x27;", "&#39;").replace("&quot;", "&#34;")):
                page = page.replace(shown, GONE)
        return page.encode()

    def strike_workbook(self, body: bytes) -> bytes:
        """Blank the texts of a workbook's cells. The same bytes come back where there is nothing of the person."""
        with ZipFile(BytesIO(body)) as book:
            parts = {entry: book.read(entry) for entry in book.infolist()}
        struck = {
            entry: self._cells(part) if entry.filename.endswith(".xml") else part
            for entry, part in parts.items()
        }
        if struck == parts:
            return body
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as book:
            for entry, part in struck.items():
                book.writestr(entry, part)
        return out.getvalue()

    def strike_csv(self, body: bytes) -> bytes:
        """Blank the cells of a table that hold the person's words. Where there are none, the same bytes come back."""
        rows = list(reader(StringIO(body.decode(), newline="")))
        struck = [[GONE if self.repeats(cell) else cell for cell in row] for row in rows]
        if struck == rows:
            return body
        out = StringIO(newline="")
        writer(out).writerows(struck)
        return out.getvalue().encode()

    def holds(self, text: str) -> bool:
        """Whether a quote is the person's: all of a text, or a passage of one."""
        plain = _plain(text)
        return bool(plain) and (plain in self.texts or plain in self.everything)

    def repeats(self, text: str) -> bool:
        """Whether a text that is no quote by its place, a cell or an example, is the person's or names them."""
        plain, shown = _plain(text), text.casefold()
        if len(plain) < _SURELY:
            return plain in self.texts or shown in self.folded
        return plain in self.everything or any(name in shown for name in self.folded)

    def _cells(self, part: bytes) -> bytes:
        return _SHARED.sub(lambda found: self._struck(found, self.repeats), part.decode()).encode()

    @staticmethod
    def _struck(found: "re.Match[str]", is_theirs: Callable[[str], bool]) -> str:
        before, text, after = found.groups()
        return f"{before}{GONE}{after}" if is_theirs(unescape(text)) else found[0]


def _plain(text: str) -> str:
    """A text without what quoting changes: spacing, capitals, an apostrophe against formulas, and what shows that it was cut."""
    return " ".join(text.casefold().split()).strip(_EDGES)
