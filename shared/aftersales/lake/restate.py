"""Finds what a build changed in finished weeks, and keeps it as rows: old, new, why, and by which facts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aftersales.lake.layout import Objects
from aftersales.lake.ledger import LEDGER
from aftersales.lake.manifest import Manifest
from aftersales.lake.parts import Parts
from aftersales.lake.redefining import compare
from aftersales.lake.shapes import kinds
from aftersales.lake.workshop import Workshop
from aftersales.metrics.contract import Contract, Form
from aftersales.metrics.period import local_day

EMPTY = """SELECT NULL::VARCHAR AS metric, NULL::VARCHAR AS period, NULL::DOUBLE AS old_numerator, NULL::DOUBLE AS old_denominator,
  NULL::DOUBLE AS new_numerator, NULL::DOUBLE AS new_denominator, NULL::VARCHAR AS cause, NULL::VARCHAR[] AS facts,
  NULL::TIMESTAMP AS "at" LIMIT 0"""
"""The columns of restatements; the newest row of a day stands for the day."""

_ON_ITS_WAY = timedelta(minutes=15)
"""A fact that was taken in so long before the last build may have missed it."""

_ROWS = """metric, day, known, known_day, entity, home, numerator, denominator, part, sku"""

# The week's figure before and after: what is left of the sums without the changes, and with them.
_CHANGED_WEEKS = """
CREATE OR REPLACE TEMP TABLE changed_weeks AS
WITH weekly AS (
  SELECT changes.*, CAST(date_trunc('week', day) AS DATE) AS monday FROM changes JOIN settling USING (metric)
  WHERE known_day < CAST(date_trunc('week', day) AS DATE) + 7 + settles
)
SELECT metric, monday, sum(sign * numerator) AS numerator, sum(sign * denominator) AS denominator,
  bool_or(sign < 0 OR numerator < 0 OR denominator < 0) AS is_edit, max(known) AS newest_known,
  list(DISTINCT entity) AS entities, list(DISTINCT home) AS homes
FROM weekly WHERE monday + 7 <= $finished
GROUP BY metric, monday HAVING sum(sign * numerator) <> 0 OR sum(sign * denominator) <> 0
"""
_RESTATED = """
CREATE OR REPLACE TEMP TABLE restated AS
WITH sums AS (
  SELECT w.metric, w.monday, coalesce(sum(c.numerator), 0) AS numerator, coalesce(sum(c.denominator), 0) AS denominator
  FROM changed_weeks w JOIN settling USING (metric)
  LEFT JOIN cube c ON c.metric = w.metric AND c.day >= w.monday AND c.day < w.monday + 7 AND c.known_day < w.monday + 7 + settles
  GROUP BY ALL
),
-- A duration's figure is the median of its hours: those of before are those of now without what came, and with what went.
hours AS (
  SELECT w.metric, w.monday, s.numerator AS value, true AS is_new FROM changed_weeks w JOIN spans s
    ON s.metric = w.metric AND s.day >= w.monday AND s.day < w.monday + 7
),
came AS (
  SELECT c.metric, CAST(date_trunc('week', c.day) AS DATE) AS monday, c.numerator AS value, c.sign FROM changes c
),
old_hours AS (
  SELECT metric, monday, value FROM (
    (SELECT metric, monday, value FROM hours UNION ALL SELECT metric, monday, value FROM came WHERE sign < 0)
    EXCEPT ALL SELECT metric, monday, value FROM came WHERE sign > 0)
),
medians AS (SELECT metric, monday, median(value) AS hours, count(*) AS n FROM hours GROUP BY ALL),
old_medians AS (SELECT metric, monday, median(value) AS hours, count(*) AS n FROM old_hours GROUP BY ALL),
touching AS (
  SELECT w.metric, w.monday, list(DISTINCT f.id) AS ids, bool_or(f.kind = 'same_customer') AS is_merge
  FROM (SELECT metric, monday, unnest(entities) AS entity, NULL AS home FROM changed_weeks
    UNION ALL SELECT metric, monday, NULL, unnest(homes) FROM changed_weeks) w
  JOIN facts_since f ON f.entity = w.entity OR f.home = w.home GROUP BY ALL
),
merges AS (SELECT list(id) AS ids FROM facts_since WHERE kind = 'same_customer')
SELECT w.metric, strftime(w.monday, '%G-W%V') AS period,
  coalesce(o.hours, s.numerator - w.numerator) AS old_numerator, coalesce(o.n, s.denominator - w.denominator) AS old_denominator,
  coalesce(m.hours, s.numerator) AS new_numerator, coalesce(m.n, s.denominator) AS new_denominator,
  CASE WHEN len(merges.ids) > 0 AND t.ids IS NULL THEN 'merged' WHEN coalesce(t.is_merge, false) THEN 'merged'
    WHEN is_edit THEN 'edited' WHEN newest_known < $since THEN 'late' ELSE 'matured' END AS cause,
  list_sort(coalesce(t.ids, merges.ids, []))[1:20] AS facts, CAST($now AS TIMESTAMP) AS "at"
FROM changed_weeks w JOIN sums s USING (metric, monday)
LEFT JOIN medians m USING (metric, monday) LEFT JOIN old_medians o USING (metric, monday)
LEFT JOIN touching t USING (metric, monday) CROSS JOIN merges
"""

# One row per figure and day: the first `old` of the day and the newest `new`; what came back to where it was is no restatement.
# Readers leave out what merely ripened, and nearly every young week does each day: any other cause goes before.
_OF_ONE_DAY = """
WITH of_the_day AS (SELECT * FROM earlier UNION ALL BY NAME SELECT * FROM restated)
SELECT metric, period, min_by(old_numerator, "at") AS old_numerator, min_by(old_denominator, "at") AS old_denominator,
  max_by(new_numerator, "at") AS new_numerator, max_by(new_denominator, "at") AS new_denominator,
  coalesce(max_by(cause, "at") FILTER (WHERE cause <> 'matured'), 'matured') AS cause,
  list_sort(list_distinct(flatten(list(facts))))[1:20] AS facts, max("at") AS "at"
FROM of_the_day GROUP BY metric, period
HAVING min_by(old_numerator, "at") <> max_by(new_numerator, "at") OR min_by(old_denominator, "at") <> max_by(new_denominator, "at")
ORDER BY period, metric
"""


def folder_of(workspace: str) -> str:
    """Return the folder of a workspace's restatements: an object per day on which something was restated."""
    return f"cubes/workspace={workspace}/restatements/"


class Restating:
    """Collects a build's changes contract by contract; `write` keeps those of weeks that were over at the last build."""

    def __init__(
        self, objects: Objects, shop: Workshop, before: Manifest, after: Manifest, now: datetime
    ) -> None:
        """Remember what there was, and whether the same rules count now.

        Nothing counts as stated on the first day: a store's past is still being read in then. Amounts of another currency cannot be
        set beside those of before.
        """
        self._objects, self._shop, self._before, self._now = objects, shop, before, now
        has_begun = local_day(now, shop.settings.zone).isoformat() > before.began_on
        self._is_redefined = before.rules != after.rules
        is_comparable = not self._is_redefined or before.currency == after.currency
        self._since = before.built_at if has_begun and is_comparable else None
        self._workspace = shop.settings.workspace
        types = ", ".join(f"{name} {LEDGER[name]}" for name in _ROWS.split(", "))
        shop.database.execute(f"CREATE TEMP TABLE changes (sign INTEGER, {types})")
        shop.database.execute("CREATE TEMP TABLE settling (metric VARCHAR, settles INTEGER)")

    @property
    def compares_rows(self) -> bool:
        """Whether anything was stated that this build may change row by row: what was exported must lie there until then."""
        return self._since is not None and not self._is_redefined

    def look(self, contract: Contract, months: Mapping[str, str]) -> None:
        """Note which rows of a contract came and went since the last build."""
        if self._since is None or contract.form is Form.COUNT:
            return
        if self._is_redefined:
            self._settles(contract)
            return
        known = self._shop.differences(contract)
        if known is not None:
            self._settles(contract)
            self._shop.database.execute(f"INSERT INTO changes SELECT sign, {_ROWS} FROM ({known})")
            return
        place = f"ledger/workspace={self._workspace}/metric={contract.name}"
        keys = {month: f"{place}/month={month}/rows.parquet" for month in months}
        changed = [month for month in months if self._before.digests.get(keys[month]) != months[month]]
        gone = [
            key for key in self._before.digests if key.startswith(f"{place}/") and key not in keys.values()
        ]
        old = [keys[month] for month in changed if keys[month] in self._before.digests] + gone
        if changed or old:
            self._differ(contract, changed, old)

    def _differ(self, contract: Contract, months: list[str], old: list[str]) -> None:
        self._settles(contract)
        listed = ", ".join(f"'{month}'" for month in months) or "''"
        new = f"SELECT {_ROWS} FROM ledger WHERE {self._shop.month('dated')} IN ({listed})"
        with TemporaryDirectory() as folder:
            paths = []
            for place, key in enumerate(old):
                path = Path(folder) / f"{place}.parquet"
                path.write_bytes(self._objects.get(key))
                paths.append(str(path))
            known = (
                f"SELECT {_ROWS} FROM read_parquet({paths})"
                if paths
                else f"SELECT {_ROWS} FROM ledger LIMIT 0"
            )
            for sign, one, other in ((1, new, known), (-1, known, new)):
                self._shop.database.execute(
                    f"INSERT INTO changes SELECT {sign}, * FROM (({one}) EXCEPT ALL ({other}))"
                )

    def _settles(self, contract: Contract) -> None:
        settles = 40_000 if contract.settles_days is None else contract.settles_days
        self._shop.database.execute("INSERT INTO settling VALUES (?, ?)", [contract.name, settles])

    def write(self, parts: Parts, day: str) -> int:
        """Keep the restatements of this build with those of the same day; return how many figures changed."""
        if self._since is None:
            return 0
        database, zone = self._shop.database, self._shop.settings.zone
        finished = local_day(self._since, zone)
        if self._is_redefined:
            compare(database, self._objects, self._workspace, finished, self._now)
        else:
            database.execute(_CHANGED_WEEKS, {"finished": finished})
            self._facts_since(parts, self._since - _ON_ITS_WAY)
            database.execute(
                _RESTATED,
                {"since": self._since.replace(tzinfo=None), "now": self._now.replace(tzinfo=None)},
            )
        (count,) = database.execute("SELECT count(*) FROM restated").fetchone() or (0,)
        if count:
            self._keep(day)
        return int(count)

    def _facts_since(self, parts: Parts, since: datetime) -> None:
        rows = " UNION ALL ".join(
            f"SELECT id, entity, home, '{kind}' AS kind FROM ({parts.select(kind)}) WHERE ingested_at >= $since"
            for kind in kinds()
        )
        self._shop.database.execute(
            f"CREATE OR REPLACE TEMP TABLE facts_since AS {rows}", {"since": since.replace(tzinfo=None)}
        )

    def _keep(self, day: str) -> None:
        key = f"{folder_of(self._workspace)}day={day}.parquet"
        database = self._shop.database
        with TemporaryDirectory() as folder:
            path = Path(folder) / "rows.parquet"
            earlier = EMPTY
            if key in self._objects.list(key):
                path.write_bytes(self._objects.get(key))
                earlier = f"SELECT * FROM read_parquet('{path}')"
            database.execute(f"CREATE OR REPLACE TEMP TABLE earlier AS {earlier}")
            database.execute(f"COPY ({_OF_ONE_DAY}) TO '{path}.new' (FORMAT parquet)")
            self._objects.put(key, Path(f"{path}.new").read_bytes())
