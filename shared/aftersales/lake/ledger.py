"""The ledger of all contracts and its sums. The same statements serve the lake in a process and the cubes that are exported."""

from aftersales.metrics.contract import Contract

_KEYS = ("store", "platform", "market", "channel", "agent", "cause", "carrier", "part")
_BY_PRODUCT = ("store", "platform", "cause", "carrier", "part", "sku")

LEDGER = {
    "metric": "VARCHAR",
    "entity": "VARCHAR",
    "home": "VARCHAR",
    "label": "VARCHAR",
    "dated": "TIMESTAMP",
    "known": "TIMESTAMP",
    "day": "DATE",
    "known_day": "DATE",
    "numerator": "DOUBLE",
    "denominator": "DOUBLE",
    "business": "DOUBLE",
    **dict.fromkeys((*_KEYS, "sku"), "VARCHAR"),
}
"""Column → DuckDB type. `day` and `known_day` are the local days of `dated` and `known` in the workspace's zone."""

CREATE_LEDGER = f"CREATE TABLE ledger ({', '.join(f'{name} {kind}' for name, kind in LEDGER.items())})"


def rows_of(contract: Contract) -> str:
    """Return the SELECT of a contract's ledger rows; its parameters are $metric and $zone."""
    return f"""SELECT $metric AS metric, *, CAST(dated AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) AS day,
      CAST(known AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) AS known_day
    FROM ({contract.sql}) WHERE dated IS NOT NULL AND known IS NOT NULL"""


def insert(contract: Contract) -> str:
    """Return the statement that adds a contract's rows to the ledger; columns that it does not have stay NULL."""
    return f"INSERT INTO ledger BY NAME {rows_of(contract)}"


def _cube(keys: tuple[str, ...], ledger: str) -> str:
    columns = ", ".join(("metric", "day", "known_day", *keys))
    return f"""SELECT {columns}, sum(numerator) AS numerator, sum(denominator) AS denominator,
      sum(numerator * numerator / nullif(denominator, 0)) AS squares
    FROM {ledger} GROUP BY {columns}"""


def sums_of(ledger: str = "ledger") -> dict[str, str]:
    """Return name → SELECT of what figures are read from: both cubes, and the values of durations."""
    columns = ", ".join(("metric", "day", "known_day", "numerator", "business", *_KEYS, "sku"))
    return {
        "cube": _cube(_KEYS, ledger),
        "product_cube": _cube(_BY_PRODUCT, ledger),
        "spans": f"SELECT {columns} FROM {ledger}",
    }
