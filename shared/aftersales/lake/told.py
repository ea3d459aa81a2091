"""What was told of each week that is over: the figures themselves, kept beside the cubes for the next build to compare with."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from aftersales.lake.layout import Objects, cube_key
from aftersales.metrics.contract import Contract, Form

# Of a duration: median hours, number of cases, 90th percentile, median of the business hours; of a count what stands at the week's
# end. Amounts of money have a currency.
_NONE = """SELECT NULL::VARCHAR AS metric, NULL::DATE AS monday, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
  NULL::DOUBLE AS tail, NULL::DOUBLE AS business, NULL::VARCHAR AS currency LIMIT 0"""
_EVER = 40_000
# The figures that a page shows of whole weeks, as known at the end of a day.
_NOW = """
CREATE OR REPLACE TEMP TABLE told AS
WITH weekly AS (
  SELECT metric, CAST(date_trunc('week', day) AS DATE) AS monday, is_count, currency, sum(numerator) AS numerator,
    sum(denominator) AS denominator
  FROM cube JOIN asked USING (metric)
  WHERE known_day <= $known AND known_day < CAST(date_trunc('week', day) AS DATE) + 7 + settles GROUP BY ALL
),
mondays AS (
  SELECT metric, CAST(unnest(generate_series(min(monday), $last - 7, INTERVAL 7 DAY)) AS DATE) AS monday
  FROM weekly WHERE is_count GROUP BY metric
),
figures AS (
  SELECT metric, monday, numerator, denominator, NULL AS tail, NULL AS business, currency FROM weekly WHERE NOT is_count
  UNION ALL
  SELECT metric, monday, sum(coalesce(numerator, 0)) OVER (PARTITION BY metric ORDER BY monday), 0, NULL, NULL, NULL
  FROM mondays LEFT JOIN weekly USING (metric, monday)
  UNION ALL
  SELECT metric, CAST(date_trunc('week', day) AS DATE) AS monday, median(numerator), count(*), quantile_cont(numerator, 0.9),
    median(business), NULL
  FROM spans SEMI JOIN asked USING (metric) WHERE known_day <= $known GROUP BY ALL
)
SELECT * FROM figures WHERE monday + 7 <= $last
UNION ALL SELECT * FROM said ANTI JOIN asked USING (metric)
"""


class Told:
    """The table `told` of one build, beside `said`, that of the build before; both have a row per metric and week."""

    def __init__(self, database: duckdb.DuckDBPyConnection, objects: Objects, workspace: str) -> None:
        """Fetch what was told last."""
        self._database, self._objects = database, objects
        self._key = cube_key(workspace, "told")
        self._before = objects.get(self._key) if self._key in objects.list(self._key) else None
        with TemporaryDirectory() as folder:
            path = Path(folder) / "told.parquet"
            path.write_bytes(self._before or b"")
            rows = f"FROM '{path}'" if self._before else _NONE
            database.execute(f"CREATE TEMP TABLE said AS {rows}")
        database.execute(
            "CREATE TEMP TABLE asked (metric VARCHAR, settles INTEGER, is_count BOOLEAN, currency VARCHAR)"
        )

    @property
    def is_known(self) -> bool:
        """Whether anything was told before."""
        return self._before is not None

    def ask(self, contract: Contract, currency: str) -> None:
        """Let a contract's figures be told anew; those of others stay."""
        settles = _EVER if contract.settles_days is None else contract.settles_days
        money = currency if contract.is_of_money else None
        row = [contract.name, settles, contract.form is Form.COUNT, money]
        self._database.execute("INSERT INTO asked VALUES (?, ?, ?, ?)", row)

    def sum_up(self, last: date, known: date) -> None:
        """Make the table `told` of the weeks that end by a day, as known at the end of another, from `cube` and `spans`."""
        self._database.execute(_NOW, {"last": last, "known": known})

    def keep(self) -> None:
        """Put it where the next build looks."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "told.parquet"
            self._database.execute(
                f"COPY (FROM told ORDER BY metric, monday) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
            )
            body = path.read_bytes()
        if body != self._before:
            self._objects.put(self._key, body)
