"""Says what the embedded engine reads in texts, a line of JSON for each: `make read file=texts.txt`, or texts on standard input.

A line is a text, or a JSON object with `text` and perhaps `title`, as reviews have. Nothing is stored, nobody else is asked.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from aftersales.engines.embedded import EmbeddedReader
from aftersales.language.port import Reading, Text

BATCH = 32
"""So many texts at once: a sentence encoder is quicker with several, and nobody waits long for the first."""


def read(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Read lines and yield what was found, in their order; ValueError names the line that is no text."""
    texts = (_text(number, line) for number, line in enumerate(lines, 1) if line.strip())
    reader = EmbeddedReader()
    shape, engine = TypeAdapter(Reading), f"{reader.name} {reader.version}"
    while some := list(islice(texts, BATCH)):
        for text, reading in zip(some, reader.read(some), strict=True):
            yield {"text": text.body, **shape.dump_python(reading, mode="json"), "engine": engine}


def _text(number: int, line: str) -> Text:
    if not line.lstrip().startswith("{"):
        return Text(line.strip())
    try:
        told = json.loads(line)
        return Text(told["text"], heading=told.get("title") or "")
    except (ValueError, KeyError) as error:
        raise ValueError(f'line {number} is no JSON object with "text"') from error


def main() -> None:
    """Print a line for each text; exits with advice at the first line that is none."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", default="")
    file = parser.parse_args().file
    try:
        with Path(file).open(encoding="utf-8") if file else sys.stdin as lines:
            for found in read(lines):
                print(json.dumps(found, ensure_ascii=False), flush=True)
    except (OSError, ValueError) as error:
        sys.exit(f"Cannot read these texts: {error}")


if __name__ == "__main__":
    main()
