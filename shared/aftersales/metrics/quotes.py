"""What customers said about a cause, in their own words and in ours."""

from aftersales.metrics.contract import Lake
from aftersales.metrics.period import Period
from aftersales.records.record import Instant, Record

_LONGEST = 220


class Quote(Record):
    """A passage of a customer's text; `translation` is of the whole text and None where there is none yet."""

    entity: str
    home: str
    text: str
    language: str | None
    translation: str | None
    translation_language: str | None
    engine: str | None
    stars: int | None
    at: Instant
    confidence: float


# A text speaks for a cause if its labels say so and no person has put its case under another cause.
_SQL = """
WITH texts AS (
  SELECT m.entity, m.home, m.text, m.sent_at AS dated, NULL AS stars, c.home AS case_home, c.cause AS case_cause
  FROM messages m LEFT JOIN conversations c ON c.store = m.store AND c.thread = m.thread AND c.opened_at <= m.sent_at
  WHERE m.author = 'customer'
  UNION ALL
  SELECT entity, home, trim(coalesce(title || '. ', '') || text), posted_at, stars, home, NULL FROM review_versions
  WHERE visible AND stars <= 3 AND length(trim(text)) > 0
  QUALIFY row_number() OVER (PARTITION BY entity ORDER BY version DESC, id DESC) = 1
)
SELECT entity, coalesce(case_home, home) AS home, text, language, translation, translation_language,
  translation_engine AS engine, stars, dated AS "at", confidence, first, last
FROM texts JOIN understandings ON about = entity
WHERE dated >= $start AND dated < $end AND split_part(cause, '.', 1) = $cause
  AND coalesce(split_part(case_cause, '.', 1) = $cause, true)
QUALIFY row_number() OVER (PARTITION BY lower(trim(text)) ORDER BY confidence DESC, entity, case_home) = 1
ORDER BY confidence DESC, dated DESC, entity LIMIT $count
"""


def quotes(lake: Lake, period: Period, cause: str, count: int = 2) -> list[Quote]:
    """Return the clearest passages about a cause branch from the period's messages and negative reviews."""
    rows = lake.query(_SQL, {"start": period.start, "end": period.end, "cause": cause, "count": count})
    found = []
    for row in rows:
        first, last = row.pop("first"), row.pop("last")
        row["text"] = passage(row["text"], first, last)
        row["translation"] = passage(row["translation"], None, None) if row["translation"] else None
        found.append(Quote.model_validate(row))
    return found


def passage(text: str, first: int | None, last: int | None) -> str:
    """Shorten a text to about 220 characters around the evidence [first, last); cuts are shown by an ellipsis."""
    text = " ".join(text.split()) if first is None else text
    if len(text) <= _LONGEST:
        return " ".join(text.split())
    middle = (first + (last or first)) // 2 if first is not None else 0
    start = max(0, min(middle - _LONGEST // 2, len(text) - _LONGEST))
    piece = " ".join(text[start : start + _LONGEST].split())
    return f"{'…' if start else ''}{piece}{'…' if start + _LONGEST < len(text) else ''}"
