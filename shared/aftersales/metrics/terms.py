"""What customers say that they did not say before: terms whose share of conversations rose beyond chance.

Conversations with a term are counted, per language, against those of the eight weeks before; a customer who says it ten times
counts once. The p is the conditional binomial's (`rates`), adjusted over every term that was counted often enough; terms that
stand in the same conversations are one piece of news, told by the term that is surest, or longest among equals. Ranked by the
log of the ratio of odds in units of its error (Monroe, Colaresi and Quinn 2008, Political Analysis 16:372, with half a count for
what was never said).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from aftersales.metrics.closing import least
from aftersales.metrics.contract import Lake
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import Period
from aftersales.metrics.rates import rates_p
from aftersales.metrics.significance import FALSE_SHARE, Count, Tested, benjamini_hochberg
from aftersales.metrics.statistics import wilson
from aftersales.metrics.thresholds import window
from aftersales.records.alert import Finding, Severity
from aftersales.records.alert_rule import AlertRule
from aftersales.records.record import Instant

TermsOf = Callable[[str, str], Collection[str]]
"""Returns the words and short phrases of a text in a language that are worth counting."""

_BASELINE = 8
"""So many windows before the present one are what is usual."""
_LEAST_BASELINE = 30
"""Conversations in a language without which nothing is usual yet."""
_MOST = 10
_EVIDENCE = 50
_READ_NOW, _READ_BEFORE = 8_000, 24_000
"""Texts read at most: half a million terms are as many as one look should keep in mind."""
_SAME_NEWS = 0.6

_SQL = """
WITH texts AS (
  SELECT entity, home, store, thread, text, sent_at AS dated FROM messages WHERE author = 'customer'
  UNION ALL
  SELECT entity, home, store, NULL, text, posted_at FROM (
    SELECT *, row_number() OVER (PARTITION BY entity ORDER BY version DESC, id DESC) AS place FROM review_versions
  ) WHERE place = 1 AND visible AND stars <= 3
)
SELECT entity, home, text, language, dated
FROM texts JOIN understandings ON about = entity
WHERE dated >= $start AND dated < $end AND language IS NOT NULL AND length(trim(text)) > 0
ORDER BY md5(home), entity LIMIT $most
"""
# By the digest of the conversation: where there are more than can be read, those read are a fair sample, every time the same.


@dataclass(frozen=True, slots=True)
class Saying:
    """One text of a customer as its terms; `home` is the conversation it belongs to."""

    entity: str
    home: str
    language: str
    terms: frozenset[str]
    at: Instant | None = None


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term that is said more than before; `now` and `before` are conversations (with it, all) in its language."""

    term: str
    language: str
    now: Count
    before: Count
    tested: Tested
    surprise: float
    sayings: tuple[Saying, ...]


def emerging(evaluator: Evaluator, rule: AlertRule, terms_of: TermsOf) -> list[Finding]:
    """Return the terms of the rule's window that are new or far commoner than in the eight windows before."""
    period = window(evaluator, rule)
    past = period.earlier(period.days * _BASELINE).having(last=period.first)
    now = _sayings(evaluator.lake, period, _READ_NOW, lambda *text: _plain(terms_of(*text)))
    # Of the past only those terms matter that are said now.
    said = frozenset(term for (_, term), homes in _homes(now).items() if len(homes) >= rule.minimum)
    before = _sayings(evaluator.lake, past, _READ_BEFORE, lambda *text: said.intersection(terms_of(*text)))
    return [_finding(rule, period, one) for one in new_terms(now, before, minimum=rule.minimum)]


def new_terms(now: Sequence[Saying], before: Sequence[Saying], *, minimum: int) -> list[NewTerm]:
    """Compare sayings; terms of fewer than `minimum` conversations are not tested. The biggest surprise comes first."""
    said, usual = _homes(now), _homes(before)
    all_now, all_before = _spoken(now), _spoken(before)
    asked = [
        (
            language,
            term,
            (len(homes), len(all_now[language])),
            (len(usual[language, term]), len(all_before[language])),
        )
        for (language, term), homes in said.items()
        if len(homes) >= minimum and len(all_before[language]) >= _LEAST_BASELINE
    ]
    tests = benjamini_hochberg([rates_p(here, there) for _, _, here, there in asked])
    found = [
        NewTerm(
            term=term,
            language=language,
            now=here,
            before=there,
            tested=tested,
            surprise=_surprise(here, there),
            sayings=tuple(one for one in now if one.language == language and term in one.terms),
        )
        for (language, term, here, there), tested in zip(asked, tests, strict=True)
        if tested.is_real
    ]
    return _apart(sorted(found, key=lambda one: (-one.surprise, -len(one.term), one.term)))[:_MOST]


def _apart(ranked: Iterable[NewTerm]) -> list[NewTerm]:
    """Keep of terms that stand in the same conversations the first."""
    kept: list[NewTerm] = []
    for one in ranked:
        homes = {saying.home for saying in one.sayings}
        others = (
            {saying.home for saying in other.sayings} for other in kept if other.language == one.language
        )
        if all(len(homes & theirs) < _SAME_NEWS * min(len(homes), len(theirs)) for theirs in others):
            kept.append(one)
    return kept


def _homes(sayings: Iterable[Saying]) -> Mapping[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in sayings:
        for term in one.terms:
            found[one.language, term].add(one.home)
    return found


def _spoken(sayings: Iterable[Saying]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in sayings:
        found[one.language].add(one.home)
    return found


def _surprise(now: Count, before: Count) -> float:
    cells = [now[0], now[1] - now[0], before[0], before[1] - before[0]]
    one, other, two, rest = (cell + 0.5 for cell in cells)
    return log(one * rest / (other * two)) / sqrt(sum(1 / cell for cell in (one, other, two, rest)))


def _sayings(
    lake: Lake, period: Period, most: int, terms_of: Callable[[str, str], frozenset[str]]
) -> list[Saying]:
    rows = lake.query(_SQL, {"start": period.start, "end": period.end, "most": most})
    return [
        Saying(
            entity=row["entity"],
            home=row["home"],
            language=row["language"],
            terms=terms_of(row["text"], row["language"]),
            at=row["dated"],
        )
        for row in rows
    ]


def _plain(terms: Iterable[str]) -> frozenset[str]:
    """Leave out what holds a digit: numbers of orders and parcels are not what customers say."""
    return frozenset(term for term in terms if not any(sign.isdigit() for sign in term))


def _newest_first(sayings: Iterable[Saying]) -> list[Saying]:
    known = sorted(sayings, key=lambda one: one.entity)
    return sorted(known, key=lambda one: one.at.timestamp() if one.at else 0.0, reverse=True)


def _finding(rule: AlertRule, period: Period, found: NewTerm) -> Finding:
    (count, whole), before = found.now, found.before
    interval = wilson(count, whole)
    return Finding(
        rule=rule.id,
        watch=rule.watch,
        severity=Severity.CONFIRMED,
        subject=f"{found.language}: {found.term}",
        value=count / whole,
        low=interval.low,
        high=interval.high,
        numerator=count,
        denominator=whole,
        before=before[0] / before[1],
        before_numerator=before[0],
        before_denominator=before[1],
        p=found.tested.adjusted,
        family=found.tested.family,
        term=found.term,
        language=found.language,
        to_close=least(int(count), lambda units: rates_p((count - units, whole), before) >= FALSE_SHARE),
        first_day=period.first.isoformat(),
        last_day=period.last.isoformat(),
        evidence=tuple(f"{one.entity} {one.home}" for one in _newest_first(found.sayings))[:_EVIDENCE],
    )
