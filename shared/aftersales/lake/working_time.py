"""The table `working_time`: slots of five minutes, each with the working seconds before it, so that hours are found by equality."""

from datetime import UTC, datetime

import duckdb

from aftersales.policies.calendar import days_around, in_force_since, working_spans
from aftersales.policies.promising import LOOKED_AHEAD
from aftersales.records.calendar import STEP_MINUTES
from aftersales.records.workspace import Settings

# What is asked of the calendar lies between the first opening of a case and its last turn, or is promised then: that falls due in
# the future. Beyond what is looked ahead a refresh of a few dossiers would not know what one of all knows.
_RANGE = """
SELECT min(opened_at), max(list_max(list_transform(turns, lambda turn: turn.at))) + to_days($days) FROM case_records
"""
_SLOTS = f"""
CREATE TABLE working_time AS
WITH spans AS (SELECT unnest($opens::TIMESTAMP[]) AS opens, unnest($closes::TIMESTAMP[]) AS closes),
worked AS (
  SELECT unnest(generate_series(opens, closes - INTERVAL {STEP_MINUTES} MINUTE, INTERVAL {STEP_MINUTES} MINUTE)) AS slot FROM spans
),
slots AS (
  SELECT unnest(generate_series($first::TIMESTAMP, $last::TIMESTAMP, INTERVAL {STEP_MINUTES} MINUTE)) AS slot
)
SELECT slots.slot, worked.slot IS NOT NULL AS "open",
  CAST(coalesce(sum(CASE WHEN worked.slot IS NULL THEN 0 ELSE 60 * {STEP_MINUTES} END)
  OVER (ORDER BY slots.slot ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS before_seconds
FROM slots LEFT JOIN worked USING (slot)
"""


def make_working_time(database: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Build the table over the time that the cases of `case_records` span; without a calendar in force there are no slots."""
    begins = in_force_since(settings.calendars)
    first, last = database.execute(_RANGE, {"days": LOOKED_AHEAD.days}).fetchone() or (None, None)
    if begins is None or first is None or last is None:
        database.execute('CREATE TABLE working_time (slot TIMESTAMP, "open" BOOLEAN, before_seconds BIGINT)')
        return
    days = days_around(max(begins, first.replace(tzinfo=UTC)), last.replace(tzinfo=UTC))
    spans = working_spans(settings.calendars, *days)
    start = max(begins.replace(tzinfo=None), datetime(days[0].year, days[0].month, days[0].day))  # noqa: DTZ001 — the lake's times are UTC
    database.execute(
        _SLOTS,
        {
            "opens": [opens.replace(tzinfo=None) for opens, _ in spans],
            "closes": [closes.replace(tzinfo=None) for _, closes in spans],
            "first": start,
            "last": last,
        },
    )
