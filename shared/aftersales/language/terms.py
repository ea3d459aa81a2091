"""The words and short phrases of a text that are worth counting: what people say, whatever it may mean.

Scripts with spaces give words of three letters and more, and pairs of neighbours; Chinese, Japanese and Thai runs give every
piece of two to four signs, for where a word ends there is for the counting to find out: the right piece recurs, others do not.
Addresses, numbers and what a mail quotes are left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from aftersales.language.folding import LONGEST_READ, bare

_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|^\s*>.*$|#?\w*\d\w*", re.MULTILINE)
_CLAUSE = re.compile(r"[.!?;:,()\[\]\"\n。！？；：，、（）「」…·]+")
_RUN = re.compile(
    r"(?P<pieces>[\u3400-\u4dbf\u4e00-\u9fff]+|[\u0e00-\u0e7f]+)|(?P<kana>[\u30a1-\u30fa\u30fc]{2,})|[\u3041-\u309f]+"
    r"|(?P<word>[^\W\d_\u0e00-\u0e7f\u3041-\u30ff\u3400-\u9fff]+(?:['’-][^\W\d_\u3041-\u30ff\u3400-\u9fff]+)*)"
)
_LEAST_LETTERS = 3
_LONGEST_WORD = 40
_PIECES = (2, 3, 4)


def terms(text: str) -> frozenset[str]:
    """Return the terms of a text, in small letters, each once."""
    plain = unicodedata.normalize("NFKC", bare(text[:LONGEST_READ])).lower()
    return frozenset(term for clause in _CLAUSE.split(_NOISE.sub("\n", plain)) for term in _terms(clause))


def _terms(clause: str) -> Iterator[str]:
    words: list[str] = []
    for found in _RUN.finditer(clause):
        if run := found["pieces"]:
            yield from (run[at : at + size] for size in _PIECES for at in range(len(run) - size + 1))
        elif found["kana"]:
            yield found["kana"]
        elif word := found["word"]:
            words.append(word[:_LONGEST_WORD])
    yield from (word for word in words if len(word) >= _LEAST_LETTERS)
    for first, second in pairwise(words):
        if len(first) + len(second) > _LEAST_LETTERS:
            yield f"{first} {second}"
