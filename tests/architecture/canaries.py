"""People's words in the samples, and the watch that finds them in a log.

A canary is a string of a sample that belongs to a person: a name, an address, an e-mail address, a telephone number, a text.
"""

import csv
import json
import logging
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.utils import getaddresses
from functools import cache
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[2] / "events" / "platforms"
PERSONAL = {
    "address", "address1", "address2", "address_1", "address_2", "addressline1", "body", "buyer_email", "buyeremail",
    "buyername", "cancellation_reason_text", "comments", "content", "customer-comments", "customer_note", "email",
    "first_name", "last_name", "message", "note", "phone", "review", "reviewer", "reviewer_email", "text",
}  # fmt: skip
# A short or single word could be in any log line by chance; an address, a number or two words could not.
SHORTEST = 8


@cache
def canaries() -> frozenset[str]:
    """Return every personal string of the samples, as it stands there."""
    found: set[str] = set()
    for path in SAMPLES.rglob("*"):
        if path.suffix == ".json":
            found.update(_in_json("", json.loads(path.read_text(encoding="utf-8"))))
        elif path.suffix in {".tsv", ".txt", ".csv"}:
            found.update(_in_table(path))
        elif path.suffix == ".eml":
            found.update(_in_mail(path))
    return frozenset(
        word.strip() for word in found if len(word.strip()) >= SHORTEST and _is_unlikely(word.strip())
    )


def _is_unlikely(word: str) -> bool:
    return " " in word or "@" in word or word.lstrip("+").isdigit() or not word.isascii()


def _in_json(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _in_json(name, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_json(key, inner)
    elif isinstance(value, str) and key.lower() in PERSONAL:
        yield value


def _in_table(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for row in csv.DictReader(lines, delimiter="," if path.suffix == ".csv" else "\t"):
        yield from (
            cell for name, cell in row.items() if isinstance(cell, str) and str(name).lower() in PERSONAL
        )


def _in_mail(path: Path) -> Iterator[str]:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    yield str(mail["subject"] or "")
    for name, address in getaddresses([str(mail["from"] or ""), str(mail["to"] or "")]):
        yield from (name, address)
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            yield from bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace").splitlines()


class LogWatch:
    """Sees every log record that is made in this process, whichever logger makes it and whoever handles it."""

    def __init__(self) -> None:
        self.records: list[logging.LogRecord] = []
        self._before = logging.getLogRecordFactory()

    def start(self) -> None:
        """Begin to watch."""
        logging.setLogRecordFactory(self._make)

    def stop(self) -> None:
        """Put back what made records before."""
        logging.setLogRecordFactory(self._before)

    def _make(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._before(*args, **kwargs)
        self.records.append(record)
        return record

    def leaks(self) -> list[str]:
        """Return where a canary was logged since the last call; the canary itself is not repeated."""
        seen, self.records = self.records, []
        return [f"{record.name}:{record.funcName}:{record.lineno}" for record in seen if _tells(record)]


def _tells(record: logging.LogRecord) -> bool:
    # The message, its arguments, the extra fields and the exception: all of it reaches the log group.
    said = record.getMessage() + repr(record.__dict__)
    if record.exc_info and record.exc_info[1]:
        said += repr(record.exc_info[1])
    return any(word in said for word in canaries())
