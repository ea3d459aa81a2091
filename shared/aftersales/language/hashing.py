"""Texts and sentences by hash, so that equal ones are read and translated once."""

import re
import unicodedata
from hashlib import sha256

_SENTENCE = re.compile(r"[\s\S]+?(?:[.!?。！？…]+\s*|\n\s*|\Z)")
_LENGTH = 32


def text_hash(text: str, heading: str = "") -> str:
    """Name the very text that was read."""
    return sha256(f"{heading}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def sentences(text: str) -> list[str]:
    """Cut a text into sentences; joined again they are the text. Stops inside numbers and addresses do not end one."""
    joined: list[str] = []
    for piece in _SENTENCE.findall(text):
        if joined and not joined[-1][-1].isspace() and joined[-1][-1] not in "。！？":
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def sentence_hash(sentence: str) -> str:
    """Name a sentence whatever its spacing, Unicode form and case."""
    plain = " ".join(unicodedata.normalize("NFKC", sentence).casefold().split())
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
