"""Texts and sentences by hash, so that equal ones are read and translated once.

Whoever keeps something under such a name and whoever erases it make the name here: otherwise words would be left behind.
"""

import re
import unicodedata
from hashlib import sha256

from aftersales.language.port import Text

_SENTENCE = re.compile(r"[\s\S]+?(?:[.!?。！？…]+\s*|\n\s*|\Z)")
_LENGTH = 32
_MOST_BYTES = 5000
LONGEST_RUN = 4
"""The phrase memory knows runs of so many sentences: what was translated in one go may be several."""


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


def spoken(text: str) -> list[str]:
    """Return the sentences of a text in which there is something to say: a letter or a digit."""
    return [piece for piece in sentences(text) if any(sign.isalnum() for sign in piece)]


def run_hashes(text: str) -> dict[tuple[int, int], str]:
    """Return the names of all runs of a text's spoken sentences that the phrase memory may know, by [start, end)."""
    pieces = spoken(text)
    return {
        (start, end): sentence_hash("".join(pieces[start:end]))
        for start in range(len(pieces))
        for end in range(start + 1, min(len(pieces), start + LONGEST_RUN) + 1)
    }


def asked_words(text: Text) -> str:
    """Return what a paid engine is asked about: the body, or the heading where there is none, up to 5,000 bytes of it."""
    whole = text.body if text.body.strip() else text.heading
    return whole.encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore")


def answer_name(question: str, words: str) -> str:
    """Name the answer to a question about words."""
    return f"{answers_about(text_hash(words))}{question}"


def answers_about(text: str) -> str:
    """Return how the names of all answers about a text (by hash) begin."""
    return f"{text} "


def sentence_hash(sentence: str) -> str:
    """Name a sentence whatever its spacing, Unicode form and case."""
    plain = " ".join(unicodedata.normalize("NFKC", sentence).casefold().split())
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
