"""What customers said about a cause, in their own words and in ours."""

from aftersales.metrics.contract import Lake
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period
from aftersales.records.record import Instant, Record

_LONGEST = 220
_KNOWN = ("sku", "store", "platform")
"""Dimensions that a text is known by."""


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


# A text speaks for a cause if its labels say so and no person has put its case under another cause; for a product if it is a
# review of it, or about an order of nothing else.
_SQL = """
WITH singles AS (SELECT home, max(item) AS item FROM order_lines GROUP BY home HAVING count(DISTINCT item) = 1),
texts AS (
  SELECT m.entity, m.home, m.store, m.platform, m.text, m.sent_at AS dated, NULL AS stars,
    c.home AS case_home, c.cause AS case_cause, singles.item AS sku
  FROM messages m LEFT JOIN conversations c ON c.store = m.store AND c.thread = m.thread AND c.opened_at <= m.sent_at
  LEFT JOIN singles ON singles.home = c.home
  WHERE m.author = 'customer'
  UNION ALL
  SELECT entity, home, store, platform, trim(coalesce(title || '. ', '') || text), posted_at, stars, home, NULL, sku
  FROM review_versions
  WHERE visible AND stars <= 3 AND length(trim(text)) > 0
  QUALIFY row_number() OVER (PARTITION BY entity ORDER BY version DESC, id DESC) = 1
)
SELECT entity, coalesce(case_home, home) AS home, text, language, translation, translation_language,
  translation_engine AS engine, stars, dated AS "at", confidence, first, last
FROM texts JOIN understandings ON about = entity
WHERE dated >= $start AND dated < $end AND (cause = $cause OR split_part(cause, '.', 1) = $cause)
  AND (case_cause IS NULL OR case_cause = $cause OR split_part(case_cause, '.', 1) = $cause)
  {narrowed}
QUALIFY row_number() OVER (PARTITION BY lower(trim(text)) ORDER BY confidence DESC, entity, case_home) = 1
ORDER BY confidence DESC, dated DESC, entity LIMIT $count
"""


def quotes(
    lake: Lake, period: Period, cause: str, count: int = 2, filters: Filters | None = None
) -> list[Quote]:
    """Return the clearest passages about a cause or a branch of causes from the period's messages and negative reviews.

    `filters` narrow them to a product, a store or a platform; what is filtered otherwise is not known of a text.
    """
    given = {name: text for name, text in (filters or Filters()).given.items() if name in _KNOWN}
    narrowed = "".join(f" AND {name} = ${name}" for name in given)
    asked = {"start": period.start, "end": period.end, "cause": cause, "count": count}
    rows = lake.query(_SQL.replace("{narrowed}", narrowed), asked | given)
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
