"""Finds what a build changed in finished weeks, and keeps it as rows: old, new, why, and by which facts."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aftersales.lake.layout import Objects
from aftersales.lake.ledger import LEDGER
from aftersales.lake.manifest import Manifest
from aftersales.lake.parts import Parts
from aftersales.lake.reasons import blame_rules, find_reasons
from aftersales.lake.told import Told
from aftersales.lake.workshop import Workshop
from aftersales.metrics.contract import Contract
from aftersales.metrics.period import local_day

EMPTY = """SELECT NULL::VARCHAR AS metric, NULL::VARCHAR AS period, NULL::DOUBLE AS old_numerator, NULL::DOUBLE AS old_denominator,
  NULL::DOUBLE AS new_numerator, NULL::DOUBLE AS new_denominator, NULL::VARCHAR AS cause, NULL::VARCHAR[] AS facts,
  NULL::TIMESTAMP AS "at", NULL::DOUBLE AS old_tail, NULL::DOUBLE AS new_tail, NULL::DOUBLE AS old_business,
  NULL::DOUBLE AS new_business, NULL::VARCHAR AS old_currency, NULL::VARCHAR AS new_currency LIMIT 0"""
"""The columns of restatements; the newest row of a day stands for the day."""

_ON_ITS_WAY = timedelta(minutes=15)
"""A fact that was taken in so long before the last build may have missed it."""

_ROWS = """metric, day, known, known_day, entity, home, numerator, denominator, business, part, sku"""

# Sums of the same amounts may differ in their last digits.
_DIFFER = """
CREATE TEMP MACRO differ(one, other) AS one IS DISTINCT FROM other
  AND coalesce(abs(one - other) > 1e-9 * greatest(abs(one), abs(other)), true)
"""
_CHANGED = """differ(old_numerator, new_numerator) OR differ(old_denominator, new_denominator) OR differ(old_tail, new_tail)
  OR differ(old_business, new_business)
  OR (old_currency IS DISTINCT FROM new_currency AND (old_numerator <> 0 OR new_numerator <> 0))"""
# What was never counted before was told to nobody.
# Beside what was told last stands what an attempt that died has kept for the day: it may not have come to tell it.
_MOVED = f"""
CREATE OR REPLACE TEMP TABLE moved AS
WITH attempt AS (
  SELECT metric, CAST(strptime(period || '-1', '%G-W%V-%u') AS DATE) AS monday, new_numerator AS numerator,
    new_denominator AS denominator, new_tail AS tail, new_business AS business, new_currency AS currency
  FROM earlier WHERE $is_repeated
),
stated AS (FROM attempt UNION ALL BY NAME FROM said ANTI JOIN attempt USING (metric, monday)),
both_sides AS (
  SELECT metric, monday, coalesce(stated.numerator, 0) AS old_numerator, coalesce(stated.denominator, 0) AS old_denominator,
    coalesce(told.numerator, 0) AS new_numerator, coalesce(told.denominator, 0) AS new_denominator, stated.tail AS old_tail,
    told.tail AS new_tail, stated.business AS old_business, told.business AS new_business,
    coalesce(stated.currency, asked.currency) AS old_currency, asked.currency AS new_currency
  FROM stated FULL JOIN told USING (metric, monday) JOIN asked USING (metric)
)
SELECT * FROM both_sides WHERE monday + 7 <= $finished AND ({_CHANGED})
  AND (NOT $is_redefined OR metric IN (SELECT metric FROM said))
"""
_RESTATED = """
CREATE OR REPLACE TEMP TABLE restated AS
SELECT * EXCLUDE (monday), strftime(monday, '%G-W%V') AS period, CAST($now AS TIMESTAMP) AS "at"
FROM moved JOIN reasons USING (metric, monday)
"""

# One row per figure and day: the first `old` of the day and the newest `new`; what came back to where it was is no restatement.
# Readers leave out what merely ripened, and nearly every young week does each day: any other cause goes before. So it does before a
# currency, which the amounts tell themselves, and which is none where that of the morning has come back.
_OF_ONE_DAY = f"""
WITH of_the_day AS (FROM earlier UNION ALL BY NAME FROM restated),
ends AS (
  SELECT metric, period,
    min_by(struct_pack(old_numerator, old_denominator, old_tail, old_business, old_currency), "at") AS old,
    max_by(struct_pack(new_numerator, new_denominator, new_tail, new_business, new_currency), "at") AS new,
    max_by(cause, "at") FILTER (WHERE cause NOT IN ('matured', 'currency')) AS cause, bool_or(cause = 'currency') AS is_exchanged,
    list_sort(list_distinct(flatten(list(facts))))[1:20] AS facts, max("at") AS "at"
  FROM of_the_day GROUP BY metric, period
)
FROM ({EMPTY}) UNION ALL BY NAME
SELECT * FROM (
  SELECT metric, period, unnest(old), unnest(new), facts, "at",
    CASE WHEN cause IS NOT NULL THEN cause WHEN NOT is_exchanged THEN 'matured'
      WHEN old.old_currency IS DISTINCT FROM new.new_currency THEN 'currency' ELSE 'redefined' END AS cause
  FROM ends) WHERE {_CHANGED}
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
        """Remember what was told, and whether the same rules count now.

        Nothing counts as stated on the first day: a store's past is still being read in then.
        """
        self._objects, self._shop, self._before, self._now = objects, shop, before, now
        self._is_redefined = before.rules != after.rules
        self._told = Told(shop.database, objects, shop.settings.workspace)
        has_begun = local_day(now, shop.settings.zone).isoformat() > before.began_on
        self._since = before.built_at if has_begun and self._told.is_known else None
        self._workspace = shop.settings.workspace
        types = ", ".join(f"{name} {LEDGER[name]}" for name in _ROWS.split(", "))
        shop.database.execute(f"CREATE TEMP TABLE changes (sign INTEGER, {types})")
        shop.database.execute(_DIFFER)

    @property
    def compares_rows(self) -> bool:
        """Whether anything was stated that this build may change row by row: what was exported must lie there until then."""
        return self._since is not None and not self._is_redefined

    def look(self, contract: Contract, months: Mapping[str, str]) -> None:
        """Note which rows of a contract came and went since the last build."""
        known = self._shop.differences(contract)
        if known is not None:
            (count,) = self._shop.database.execute(
                f"INSERT INTO changes SELECT sign, {_ROWS} FROM ({known})"
            ).fetchone() or (0,)
            if not count and self._told.is_known:
                return
        self._told.ask(contract, self._shop.settings.reporting_currency)
        if known is not None or not self.compares_rows:
            return
        place = f"ledger/workspace={self._workspace}/metric={contract.name}"
        keys = {month: f"{place}/month={month}/rows.parquet" for month in months}
        changed = [month for month in months if self._before.digests.get(keys[month]) != months[month]]
        gone = [
            key for key in self._before.digests if key.startswith(f"{place}/") and key not in keys.values()
        ]
        old = [keys[month] for month in changed if keys[month] in self._before.digests] + gone
        if changed or old:
            self._differ(changed, old)

    def _differ(self, months: list[str], old: list[str]) -> None:
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

    def write(self, parts: Parts, day: str) -> int:
        """Keep the restatements of this build with those of the same day, and what it tells; return how many figures changed."""
        today = local_day(self._now, self._shop.settings.zone)
        count = 0
        if self._since is not None:
            key = f"{folder_of(self._workspace)}day={day}.parquet"
            count = self._compare(parts, key, self._since, today)
        if self._since is None or self._is_redefined:
            self._told.sum_up(today, today)
        self._told.keep()
        return count

    def _compare(self, parts: Parts, key: str, since: datetime, today: date) -> int:
        database, finished = self._shop.database, local_day(since, self._shop.settings.zone)
        # What ripened meanwhile is no doing of a setting.
        self._told.sum_up(today, finished if self._is_redefined else today)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "rows.parquet"
            earlier = EMPTY
            if key in self._objects.list(key):
                path.write_bytes(self._objects.get(key))
                earlier = f"FROM ({EMPTY}) UNION ALL BY NAME FROM read_parquet('{path}')"
            database.execute(f"CREATE TEMP TABLE earlier AS {earlier}")
            given = {
                "finished": finished,
                "is_repeated": bool(self._before.writing_since),
                "is_redefined": self._is_redefined,
            }
            database.execute(_MOVED, given)
            (count,) = database.execute("SELECT count(*) FROM moved").fetchone() or (0,)
            if count:
                if self._is_redefined:
                    blame_rules(database)
                else:
                    find_reasons(database, parts, since, since - _ON_ITS_WAY, today)
                database.execute(_RESTATED, {"now": self._now.replace(tzinfo=None)})
                database.execute(f"COPY ({_OF_ONE_DAY}) TO '{path}.new' (FORMAT parquet)")
                self._objects.put(key, Path(f"{path}.new").read_bytes())
        return int(count)
