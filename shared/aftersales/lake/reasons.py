"""Why figures of finished weeks moved: the rows that came and went behind each, and the facts that came since."""

from datetime import date, datetime

import duckdb

from aftersales.lake.parts import Parts
from aftersales.lake.shapes import kinds

# Of a count those rows matter that leave something over at the week's end, whenever they began: what a later birthday of a case
# takes and gives at once is neither an edit nor anything else.
_REASONS = """
CREATE OR REPLACE TEMP TABLE reasons AS
WITH weekly AS (
  SELECT changes.*, CAST(date_trunc('week', day) AS DATE) AS monday, is_count FROM changes JOIN asked USING (metric)
  WHERE known_day <= $today AND known_day < CAST(date_trunc('week', day) AS DATE) + 7 + settles
),
steps AS (
  SELECT metric, monday, entity, home, max(known) AS known, sum(sign * numerator) AS step,
    coalesce(sum(numerator) FILTER (WHERE sign < 0), 0) AS taken
  FROM weekly WHERE is_count GROUP BY ALL
),
left_over AS (
  SELECT metric, monday, entity, home, max(known) OVER until_then AS known, sum(taken) OVER until_then AS taken,
    coalesce(lead(monday) OVER until_then, DATE 'infinity') AS until
  FROM steps WINDOW until_then AS (PARTITION BY metric, entity, home ORDER BY monday)
  QUALIFY sum(step) OVER until_then <> 0
),
behind AS (
  SELECT metric, monday, entity, home, known, sign < 0 OR weekly.numerator < 0 OR weekly.denominator < 0 AS is_edit
  FROM moved JOIN weekly USING (metric, monday) WHERE NOT is_count
  UNION ALL
  SELECT moved.metric, moved.monday, entity, home, known, taken <> 0
  FROM moved JOIN left_over ON left_over.metric = moved.metric AND left_over.monday <= moved.monday AND moved.monday < until
),
named AS (SELECT DISTINCT metric, monday, entity, home FROM behind),
touching AS (
  SELECT metric, monday, min(id, 20) AS ids, bool_or(kind = 'same_customer') AS is_merge FROM (
    SELECT metric, monday, id, kind FROM named JOIN facts_since USING (entity)
    UNION SELECT metric, monday, id, kind FROM named JOIN facts_since USING (home)) GROUP BY ALL
),
merges AS (SELECT list(id) AS ids FROM facts_since WHERE kind = 'same_customer'),
edits AS (SELECT metric, monday, bool_or(is_edit) AS is_edit, max(known) AS newest_known FROM behind GROUP BY ALL)
SELECT metric, monday,
  CASE WHEN is_edit IS NULL THEN 'matured' WHEN len(merges.ids) > 0 AND touching.ids IS NULL THEN 'merged'
    WHEN coalesce(is_merge, false) THEN 'merged' WHEN is_edit THEN 'edited' WHEN newest_known < $since THEN 'late'
    ELSE 'matured' END AS cause,
  list_sort(CASE WHEN is_edit IS NULL THEN [] ELSE coalesce(touching.ids, merges.ids, []) END)[1:20] AS facts
FROM moved LEFT JOIN edits USING (metric, monday) LEFT JOIN touching USING (metric, monday) CROSS JOIN merges
"""
_REDEFINED = """
CREATE OR REPLACE TEMP TABLE reasons AS
SELECT metric, monday, CASE WHEN old_currency IS DISTINCT FROM new_currency THEN 'currency' ELSE 'redefined' END AS cause,
  CAST([] AS VARCHAR[]) AS facts
FROM moved
"""


def find_reasons(
    database: duckdb.DuckDBPyConnection, parts: Parts, since: datetime, taken_in: datetime, today: date
) -> None:
    """Fill the table `reasons`, a row for each of the table `moved`, from the table `changes`.

    What became so after `since`, or is known since then without any other row, ripened. Facts that were `taken_in` since then are
    named.
    """
    rows = " UNION ALL ".join(
        f"SELECT id, entity, home, '{kind}' AS kind FROM ({parts.select(kind)}) WHERE ingested_at >= $since"
        for kind in kinds()
    )
    moment = {"since": taken_in.replace(tzinfo=None)}
    database.execute(f"CREATE OR REPLACE TEMP TABLE facts_since AS {rows}", moment)
    database.execute(_REASONS, {"since": since.replace(tzinfo=None), "today": today})


def blame_rules(database: duckdb.DuckDBPyConnection) -> None:
    """Fill the table `reasons` where settings or definitions are others: nearly every row may be another, so none is compared."""
    database.execute(_REDEFINED)
