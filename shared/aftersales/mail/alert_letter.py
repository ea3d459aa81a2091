"""The values of the letter `alert`: what was seen, how sure it is, what would end it, and the way to its rows."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from aftersales.mail import formats
from aftersales.mail.letters import words as letter_words
from aftersales.mail.words import words
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Words
from aftersales.metrics.figure import Unit
from aftersales.records.alert import Alert, Finding, Severity
from aftersales.records.alert_rule import Watch

_SMALLEST = 0.001
_ALL = Words(zh="全部", en="everything")


def alert_data(alert: Alert, language: str, console: str) -> dict[str, Any]:
    """Return the values in one language; `console` is the console's address."""
    found = alert.finding
    contract = CONTRACTS.get(found.metric)
    first, last = date.fromisoformat(found.first_day), date.fromisoformat(found.last_day)
    until = last - timedelta(days=1)
    return {
        "headline": _headline(found),
        "lines": list(_lines(found)),
        "open": "open_words" if found.term else "open_rows",
        "metric": contract.title.in_language(language) if contract else "",
        "basis": contract.basis.in_language(language) if contract else "",
        "subject": subject(found, language),
        "title": found.title or "",
        "value": _shown(found.value, found, language),
        "low": _shown(found.low, found, language),
        "high": _shown(found.high, found, language),
        "threshold": _shown(found.threshold, found, language),
        "before": _shown(found.before, found, language),
        "numerator": "" if found.numerator is None else formats.count(found.numerator),
        "denominator": formats.count(found.denominator),
        "p": "" if found.p is None else f"= {found.p:.2g}" if found.p >= _SMALLEST else f"< {_SMALLEST}",
        "family": found.family or 0,
        "to_close": "" if found.to_close is None else formats.count(found.to_close),
        "to_ease": "" if found.to_ease is None else formats.count(found.to_ease),
        "days": (last - first).days,
        "first_day": formats.day(first, language),
        "last_day": formats.day(until, language),
        "cause": words(language)["cause_names"].get(found.cause, found.cause or ""),
        "cause_units": found.cause_units,
        "address": console + address(alert),
    }


def alerts_data(alerts: Sequence[Alert], language: str, console: str) -> dict[str, Any]:
    """Return the values of the letter `alerts`: a line for each, with the way to its rows."""
    texts = letter_words("alert", "zh" if language == "zh" else "en")
    one = [alert_data(alert, language, console) for alert in alerts]
    return {
        "count": len(alerts),
        "rows": [
            {"line": texts[data["headline"]].format(**data), "address": data["address"]} for data in one
        ],
        "address": f"{console}/alerts",
    }


def _headline(found: Finding) -> str:
    if found.watch is Watch.THRESHOLD:
        return "subject_above" if found.above else "subject_below"
    return "subject_terms" if found.watch is Watch.TERMS else "subject_growth"


def _lines(found: Finding) -> Iterator[str]:
    """Yield the names of the letter's sentences: what was seen, how sure it is, why, and what would end it."""
    direction = "fewer" if found.above else "more"
    if found.watch is Watch.TERMS:
        yield "facts_terms"
    elif not found.denominator:
        yield "facts_state"
    else:
        yield "facts_values" if found.numerator is None else "facts_counts"
    if found.p is not None:
        yield "sure_growth"
    elif found.severity is Severity.CONFIRMED and found.low is not None:
        yield "sure_threshold"
    if found.cause_units:
        yield "cause"
    if found.to_close and not found.denominator:
        yield f"close_state_{direction}"
    elif found.to_close:
        yield "close_values" if found.numerator is None else f"close_{direction}"
    if found.to_ease:
        yield f"ease_{direction}"


def address(alert: Alert) -> str:
    """Return the console's page with the rows: those of the figure, or for words the alert's own with its conversations."""
    found = alert.finding
    if not found.metric:
        return f"/alerts/one?{urlencode({'id': alert.id})}"
    until = date.fromisoformat(found.last_day) - timedelta(days=1)
    return f"/figures/{found.metric}?{urlencode({'period': f'{found.first_day}..{until.isoformat()}', **found.filters})}"


def subject(found: Finding, language: str) -> str:
    """Return how readers call what was judged: a cause by its name, everything else as it is."""
    if found.term:
        return found.term
    names = words(language)["cause_names"]
    return " / ".join(names.get(value, value) for value in found.filters.values()) or _ALL.in_language(
        language
    )


def _shown(value: float | None, found: Finding, language: str) -> str:
    return "" if value is None else formats.in_unit(value, Unit(found.unit), language)
