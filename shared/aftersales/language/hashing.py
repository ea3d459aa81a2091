"""Texts and sentences by hash, so that equal ones are read and translated once."""

import re
import unicodedata
from hashlib import sha256

_SENTENCE = re.compile(r"[^.!?。！？…\n]+(?:[.!?。！？…]+|\n|$)\s*")
_LENGTH = 32


def text_hash(text: str, heading: str = "") -> str:
    """Name the very text that was read."""
    return sha256(f"{heading}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def sentences(text: str) -> list[str]:
    """Cut a text into sentences; joined again they are the text. Stops inside numbers and addresses do not end one."""
    pieces = [found.group() for found in _SENTENCE.finditer(text)] if text.strip() else []
    joined: list[str] = []
    for piece in pieces:
        ends = not joined or joined[-1][-1].isspace() or joined[-1][-1] in "。！？"
        if ends:
            joined.append(piece)
        else:
            joined[-1] += piece
    return joined


def sentence_hash(sentence: str) -> str:
    """Name a sentence whatever its spacing, Unicode form and case."""
    plain = " ".join(unicodedata.normalize("NFKC", sentence).casefold().split())
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
