"""Bytes of mails as text, whatever charset was stated, misstated or left out. Never raises."""

from email.errors import HeaderParseError
from email.header import decode_header

# What mail programs call a charset is often a subset of what they send.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
    "utf-8mb4": "utf-8",
    "utf8": "utf-8",
}
_UNSTATED = frozenset({"", "us-ascii", "ascii", "unknown-8bit", "8bit", "x-unknown", "default"})
_HAN = range(0x4E00, 0xA000)


def decoded(data: bytes, charset: str | None) -> str:
    """Decode bytes: as stated if that works, else as what they look like."""
    stated = (charset or "").strip().lower()
    if stated not in _UNSTATED:
        try:
            return data.decode(_WIDER.get(stated, stated))
        except (LookupError, ValueError):
            pass
    return _guessed(data)


def header_text(raw: str) -> str:
    """Decode a header value: encoded words (RFC 2047), raw bytes, folded lines; control characters become spaces."""
    if not raw.isascii():
        raw = decoded(raw.encode("utf-8", "surrogateescape"), None)
    if "=?" in raw:
        try:
            parts = decode_header(raw)
        except (HeaderParseError, ValueError, IndexError):
            parts = []
        if parts:
            raw = "".join(
                part if isinstance(part, str) else decoded(part, charset) for part, charset in parts
            )
    return " ".join("".join(char if char.isprintable() else " " for char in raw).split())


def _guessed(data: bytes) -> str:
    if b"\x1b$" in data:
        return data.decode("iso-2022-jp", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
    # Western text decodes as Chinese too, but into rare characters; real Chinese is nearly all common ones.
    foreign = [char for char in text if not char.isascii()]
    common = sum(ord(char) in _HAN or char in "，。！？、：；（）“”" for char in foreign)
    return text if common * 10 >= len(foreign) * 9 and len(foreign) > 1 else data.decode("cp1252", "replace")
