"""What people write, as every platform's parser takes it in."""

import re

LONGEST_PROSE = 60_000
"""Characters; a text must fit into one item of the table. The whole of it stays in the archive."""
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def prose(text: str | None) -> str:
    """Return a text without what would hide words from readers and rules: zero-width, direction and control characters.

    One kind of line break, plain spaces, no space around it, LONGEST_PROSE characters at most. Joiners, which hold emoji together
    and shape letters, stay.
    """
    return _INVISIBLE.sub("", _ENDS.sub("\n", text or "").replace("\u00a0", " "))[:LONGEST_PROSE].strip()
