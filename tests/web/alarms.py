"""A seller's alerts: of every kind and in every state."""

from datetime import timedelta
from typing import Any

from aftersales.records.alert import Alert, Finding, Severity
from aftersales.records.alert_rule import Watch
from tests.web.in_memory import NOW

_QUARTER: dict[str, Any] = {"first_day": "2025-12-10", "last_day": "2026-03-10"}


def alerts() -> list[Alert]:
    """One confirmed, one doubtful, slow answers, growth, new words, one put off, one closed by a person, one that is over."""
    return [
        _alert("return_rate:JKT-21", _jacket(), mailed_at=NOW - timedelta(days=2), owner="agent@example.com"),
        _alert("return_rate:PWB-02", _power_bank()),
        _alert("first_response:mail", _slow()),
        _alert("return_growth:LMP-04", _lamp()),
        _alert("own_1:", _backlog()),
        _alert("new_words:0a", _words()),
        _alert("disputes:shop", _disputes(), snoozed_until=NOW + timedelta(days=5), snoozes=1),
        _alert(
            "return_rate:MUG-01",
            _jacket("MUG-01", "Stoneware mug"),
            closed_at=NOW,
            closed_by="manager@example.com",
        ),
        _alert("return_rate:BAG-01", _jacket("BAG-01", "Canvas bag"), closed_at=NOW - timedelta(days=1)),
    ]


def _alert(name: str, found: Finding, **more: object) -> Alert:
    made = Alert(
        workspace="w",
        id=name,
        finding=found,
        severity=found.severity,
        opened_at=NOW - timedelta(days=2),
        updated_at=NOW,
    )
    return made.having(**more)


def _jacket(sku: str = "JKT-21", title: str = "Storm shell jacket") -> Finding:
    return Finding(
        rule="return_rate",
        watch=Watch.THRESHOLD,
        severity=Severity.CONFIRMED,
        metric="return_rate.units.by_order",
        subject=sku,
        filters={"sku": sku},
        title=title,
        value=0.142,
        low=0.0989,
        high=0.2001,
        numerator=26,
        denominator=183,
        threshold=0.05,
        to_close=17,
        to_ease=10,
        cause="size_fit.too_small",
        cause_units=17,
        evidence=("return:shop/r1 order:shop/900",),
        **_QUARTER,
    )


def _power_bank() -> Finding:
    return Finding(
        rule="return_rate",
        watch=Watch.THRESHOLD,
        severity=Severity.WATCH,
        metric="return_rate.units.by_order",
        subject="PWB-02",
        filters={"sku": "PWB-02"},
        title="Power bank 20 Ah",
        value=0.071,
        low=0.033,
        high=0.146,
        numerator=6,
        denominator=84,
        threshold=0.05,
        to_close=2,
        **_QUARTER,
    )


def _slow() -> Finding:
    return Finding(
        rule="first_response",
        watch=Watch.THRESHOLD,
        severity=Severity.CONFIRMED,
        metric="first_response",
        subject="mail",
        filters={"platform": "mail"},
        unit="hours",
        value=31.5,
        low=26.2,
        high=40.1,
        denominator=41,
        threshold=24,
        to_close=7,
        to_ease=2,
        first_day="2026-03-03",
        last_day="2026-03-10",
        evidence=("case:order:shop/900#1 order:shop/900",),
    )


def _backlog() -> Finding:
    return Finding(
        rule="own_1",
        watch=Watch.THRESHOLD,
        severity=Severity.CONFIRMED,
        metric="awaiting",
        subject="",
        unit="count",
        value=61,
        numerator=61,
        denominator=0,
        threshold=40,
        to_close=21,
        first_day="2026-03-03",
        last_day="2026-03-10",
    )


def _lamp() -> Finding:
    return Finding(
        rule="return_growth",
        watch=Watch.GROWTH,
        severity=Severity.CONFIRMED,
        metric="return_rate.units.by_order",
        subject="LMP-04",
        filters={"sku": "LMP-04"},
        title="Reading lamp",
        value=0.24,
        low=0.17,
        high=0.33,
        numerator=24,
        denominator=100,
        before=0.08,
        before_numerator=8,
        before_denominator=100,
        p=0.021,
        family=38,
        to_close=8,
        first_day="2026-02-10",
        last_day="2026-03-10",
    )


def _words() -> Finding:
    return Finding(
        rule="new_words",
        watch=Watch.TERMS,
        severity=Severity.CONFIRMED,
        subject="de: reißverschluss klemmt",
        value=0.3,
        low=0.16,
        high=0.49,
        numerator=9,
        denominator=30,
        before=0.0,
        before_numerator=0,
        before_denominator=210,
        p=0.0004,
        family=112,
        term="reißverschluss klemmt",
        evidence=("message:shop/m1 order:shop/900",),
        language="de",
        to_close=7,
        first_day="2026-03-03",
        last_day="2026-03-10",
    )


def _disputes() -> Finding:
    return Finding(
        rule="disputes",
        watch=Watch.THRESHOLD,
        severity=Severity.WATCH,
        metric="dispute_rate.by_order",
        subject="shop",
        filters={"store": "shop"},
        value=0.013,
        low=0.008,
        high=0.022,
        numerator=13,
        denominator=1000,
        threshold=0.01,
        to_close=3,
        first_day="2026-01-09",
        last_day="2026-03-10",
    )
