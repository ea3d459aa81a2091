"""What customers said about a cause, in their own words and in ours."""

from collections.abc import Mapping, Sequence

from aftersales.metrics.contract import Lake
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period
from aftersales.records.record import Instant, Record
from aftersales.records.tongues import is_in
from aftersales.records.understanding import Translation

_LONGEST = 220
_KNOWN = ("sku", "store", "platform")
"""Dimensions that a text is known by."""


class Quote(Record):
    """A passage of a customer's text; `translations` are of the whole text, one per language that it was translated into."""

    entity: str
    home: str
    text: str
    language: str | None
    translations: tuple[Translation, ...] = ()
    stars: int | None
    at: Instant
    confidence: float

    def beside(self, tongue: str) -> Translation | None:
        """Return what stands beside the original for a reader of `tongue`; nothing where the original itself is read."""
        if is_in(self.language, tongue):
            return None
        return next((one for one in self.translations if is_in(one.language, tongue)), None)

    def is_strange(self, tongue: str) -> bool:
        """Whether a reader of `tongue` reads neither the original nor a translation of it: that has to be said."""
        return not is_in(self.language, tongue) and self.beside(tongue) is None


# A text speaks for a cause if its labels say so and no person has put its case under another cause; for a product if it is a
# review of it, a return of it, or about an order of nothing else. The labels of the period's texts are looked up, never all that
# there are. Each customer speaks once; whom a text does not tell is who wrote another of its dossier, or stands for the dossier.
_SQL = """
WITH asked AS (SELECT cause AS about_cause FROM unnest($causes) AS causes(cause)),
placed AS (
  SELECT entity, home, store, platform, customer, text, sent_at AS dated,
    regexp_replace(case_entity, '#[0-9]+$', '') AS case_home, cause AS case_cause
  FROM messages WHERE author = 'customer' AND is_counted AND sent_at >= $start AND sent_at < $end AND length(trim(text)) > 0
),
commented AS (
  SELECT entity, home, store, platform, customer, requested_at AS dated, lines[1].sku AS sku,
    array_to_string(list_filter(list_transform(lines, lambda line: line.comment), lambda said: said <> ''), chr(10)) AS text
  FROM returns WHERE requested_at >= $start AND requested_at < $end
),
judged AS (SELECT home, max_by(cause, labelled_at) AS judged_cause FROM case_labels
  WHERE home IN (SELECT home FROM commented WHERE text <> '') GROUP BY home),
labels AS (SELECT about, cause, confidence, first, last, language, translations FROM understandings
  WHERE said_at >= $start - INTERVAL 1 DAY AND ({labelled})),
texts AS (
  SELECT entity, home, store, platform, customer, text, dated, CAST(NULL AS INTEGER) AS stars, case_home, case_cause, {sku} AS sku,
    '' AS title
  FROM placed
  UNION ALL
  SELECT entity, home, store, platform, customer, text, posted_at, stars, home, NULL, sku,
    CASE WHEN title <> '' THEN title || '. ' ELSE '' END
  FROM review_versions
  WHERE visible AND stars <= 3 AND length(trim(text)) > 0 AND posted_at >= $start AND posted_at < $end
  QUALIFY row_number() OVER (PARTITION BY entity ORDER BY version DESC, id DESC) = 1
  UNION ALL
  SELECT entity, home, store, platform, customer, text, dated, NULL, home, judged_cause, sku, ''
  FROM commented LEFT JOIN judged USING (home) WHERE text <> ''
),
said AS (
  SELECT about_cause, entity, coalesce(case_home, home) AS home, title || text AS text, lower(trim(text)) AS words, language,
    translations, stars, dated, confidence, first + length(title) AS first, last + length(title) AS last,
    coalesce(customer, max(customer) OVER (PARTITION BY coalesce(case_home, home)), case_home, home) AS speaker
  FROM texts JOIN labels ON about = entity
  JOIN asked ON cause = about_cause OR starts_with(cause, concat(about_cause, '.'))
  WHERE (case_cause IS NULL OR case_cause = about_cause OR starts_with(case_cause, concat(about_cause, '.'))) {narrowed}
),
spoken AS (
  SELECT * FROM said
  QUALIFY row_number() OVER (PARTITION BY about_cause, speaker ORDER BY confidence DESC, dated DESC, entity) = 1
),
voices AS (
  SELECT * FROM spoken QUALIFY row_number() OVER (PARTITION BY about_cause, words ORDER BY confidence DESC, entity) = 1
)
SELECT about_cause, entity, home, text, language, translations, stars, dated AS "at", confidence, first, last
FROM voices
QUALIFY row_number() OVER (PARTITION BY about_cause ORDER BY confidence DESC, dated DESC, entity) <= $count
ORDER BY about_cause, confidence DESC, dated DESC, entity
"""

# What an order has only one of; looked up only where a product is asked for, among the dossiers that matter.
_ONLY_ITEM = """(SELECT max(item) FROM order_lines
    WHERE order_lines.home = case_home HAVING count(DISTINCT item) = 1)"""


def quotes(
    lake: Lake, period: Period, causes: Sequence[str], count: int = 2, filters: Filters | None = None
) -> dict[str, list[Quote]]:
    """Return, for each cause or branch of causes, the clearest passages of the period's messages, returns and negative reviews.

    Nobody is quoted twice for one cause.
    `filters` narrow them to a product, a store or a platform; what is filtered otherwise is not known of a text.
    """
    found: dict[str, list[Quote]] = {cause: [] for cause in causes}
    if not found:
        return found
    given = {name: text for name, text in (filters or Filters()).given.items() if name in _KNOWN}
    narrowed = "".join(f" AND {name} = ${name}" for name in given)
    asked: dict[str, object] = {
        "start": period.start,
        "end": period.end,
        "causes": list(found),
        "count": count,
    }
    # Rows of labels lie sorted by cause: a branch and its leaves ('size_fit.…') are a stretch of them.
    stretches = [f"(cause >= $from_{place} AND cause < $until_{place})" for place in range(len(found))]
    for place, cause in enumerate(found):
        asked |= {f"from_{place}": cause, f"until_{place}": f"{cause}/"}
    only = _ONLY_ITEM if "sku" in given else "CAST(NULL AS VARCHAR)"
    sql = _SQL.replace("{narrowed}", narrowed).replace("{sku}", only)
    for row in lake.query(sql.replace("{labelled}", " OR ".join(stretches)), asked | given):
        first, last = row.pop("first"), row.pop("last")
        row["text"] = passage(row["text"], first, last)
        row["translations"] = [_cut(one) for one in row["translations"]]
        found[row.pop("about_cause")].append(Quote.model_validate(row))
    return found


def _cut(translation: Mapping[str, str]) -> Mapping[str, str]:
    return {**translation, "text": passage(translation["text"], None, None)}


def passage(text: str, first: int | None, last: int | None) -> str:
    """Shorten a text to about 220 characters around the evidence [first, last); cuts are shown by an ellipsis."""
    text = " ".join(text.split()) if first is None else text
    if len(text) <= _LONGEST:
        return " ".join(text.split())
    middle = (first + (last or first)) // 2 if first is not None else 0
    start = max(0, min(middle - _LONGEST // 2, len(text) - _LONGEST))
    piece = " ".join(text[start : start + _LONGEST].split())
    return f"{'…' if start else ''}{piece}{'…' if start + _LONGEST < len(text) else ''}"
