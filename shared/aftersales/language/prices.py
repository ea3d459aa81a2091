"""List prices of paid engines as dated rows with their source: no number of theirs stands in code."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import ceil


@dataclass(frozen=True, slots=True)
class Price:
    """What a meter takes: `micros` (millionths of a US dollar) per `unit` characters begun, at least `least` units a request.

    `proof` is `read` where the page was read, `unverified` where the number is from memory and the bill must be watched.
    """

    meter: str
    micros: int
    unit: int
    least: int
    source: str
    address: str
    read_on: date
    valid_from: date | None
    proof: str

    def of(self, characters: int) -> int:
        """Return what one request over so many characters takes, in millionths of a US dollar."""
        return max(self.least, ceil(characters / self.unit)) * self.micros


def price(meter: str, on: date | None = None) -> Price:
    """Return the price in force on a day (None: the newest). LookupError for an unknown meter."""
    rows = [row for row in prices() if row.meter == meter]
    known = [row for row in rows if on is None or row.valid_from is None or row.valid_from <= on]
    if not known:
        raise LookupError(f"no price of {meter} on {on}")
    return max(known, key=lambda row: row.valid_from or date.min)


@cache
def prices() -> tuple[Price, ...]:
    """Return every row."""
    _, *lines = files("aftersales.language").joinpath("prices.tsv").read_text("utf-8").splitlines()
    return tuple(_row(line.split("\t")) for line in lines)


def _row(cells: list[str]) -> Price:
    meter, micros, unit, least, source, address, read_on, valid_from, proof = cells
    since = date.fromisoformat(valid_from) if valid_from else None
    numbers = int(micros), int(unit), int(least)
    return Price(meter, *numbers, source, address, date.fromisoformat(read_on), since, proof)
