"""What other settings or another version make of finished weeks, told from the sums of before and of now: no row is compared."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from aftersales.lake.layout import Objects, cube_key

# A week's sums, or a duration's median and its number of hours, as restatements have them.
_WEEKS = """
SELECT metric, CAST(date_trunc('week', day) AS DATE) AS monday, sum(numerator) AS numerator, sum(denominator) AS denominator
FROM {cube} JOIN settling USING (metric) WHERE known_day < CAST(date_trunc('week', day) AS DATE) + 7 + settles GROUP BY ALL
UNION ALL
SELECT metric, CAST(date_trunc('week', day) AS DATE), median(numerator), count(*) FROM {spans} JOIN settling USING (metric)
GROUP BY ALL
"""
# Sums of the same amounts may differ in their last digits. What was never counted before was told to nobody.
_RESTATED = """
CREATE OR REPLACE TEMP TABLE restated AS
WITH was AS ({was}), is_now AS ({is_now}),
both_sides AS (
  SELECT metric, monday, coalesce(was.numerator, 0) AS old_numerator, coalesce(was.denominator, 0) AS old_denominator,
    coalesce(is_now.numerator, 0) AS new_numerator, coalesce(is_now.denominator, 0) AS new_denominator
  FROM was FULL JOIN is_now USING (metric, monday)
)
SELECT metric, strftime(monday, '%G-W%V') AS period, * EXCLUDE (metric, monday), 'redefined' AS cause,
  CAST([] AS VARCHAR[]) AS facts, CAST($now AS TIMESTAMP) AS "at"
FROM both_sides
WHERE monday + 7 <= $finished AND metric IN (SELECT metric FROM was)
  AND (abs(new_numerator - old_numerator) > 1e-9 * greatest(abs(new_numerator), abs(old_numerator))
    OR abs(new_denominator - old_denominator) > 1e-9 * greatest(abs(new_denominator), abs(old_denominator)))
"""


def compare(
    database: duckdb.DuckDBPyConnection, objects: Objects, workspace: str, finished: date, now: datetime
) -> None:
    """Fill the table `restated` with the weeks over by `finished` whose sums differ from those that were exported."""
    with TemporaryDirectory() as folder:
        exported: Mapping[str, Path] = {name: Path(folder) / name for name in ("cube", "spans")}
        for name, path in exported.items():
            path.write_bytes(objects.get(cube_key(workspace, name)))
        was = _WEEKS.format_map({name: f"read_parquet('{path}')" for name, path in exported.items()})
        database.execute(
            _RESTATED.format(was=was, is_now=_WEEKS.format(cube="cube", spans="spans")),
            {"finished": finished, "now": now.replace(tzinfo=None)},
        )
