"""What after-sales cost, as people tell it: rates by form, bills as a table whose lines become facts beside their orders."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from aftersales.cases.stores import DossierStore
from aftersales.desk.calendars import read_day
from aftersales.desk.stating import CONNECTION
from aftersales.records.cost import Component, Cost
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Fact, Observation, to_fact
from aftersales.records.money import Money, exponent
from aftersales.records.order import Order
from aftersales.records.workspace import Settings
from aftersales.records.zones import midnight

COLUMNS = ("date", "order", "component", "amount", "currency", "minutes", "sku", "id")
MOST_LINES = 300
"""Each asks for its order: so many are done well within the time that a page may take."""
LONGEST_CELL = 120
MOST_MINUTES = 100_000
_ALWAYS_THE_SAME = "0"
_GROUPED = re.compile(r"\d{1,3}([.,' ]\d{3})+")


@dataclass(frozen=True, slots=True)
class Taken:
    """How a table was taken in: lines that are new, lines known before, and those refused (from 1, the head is 1) with reasons."""

    new: int
    known: int
    refused: Sequence[tuple[int, str]]


def read_money(amount: str, currency: str) -> Money | None:
    """Read an amount of a form, nothing for an empty one; RejectedError `amount_…` or `unknown_currency`."""
    if not amount.strip():
        return None
    money = Money.parse(_plain_number(amount), currency.strip())
    if money.minor < 0:
        raise RejectedError("amount_below_zero")
    return money


def read_currency(text: str) -> str:
    """Read an ISO 4217 code; RejectedError `unknown_currency`."""
    code = text.strip().upper()
    exponent(code)
    return code


def take_costs(
    store: DossierStore,
    settings: Settings,
    stores: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    now: datetime,
) -> Taken:
    """Take in lines with COLUMNS; a table taken in twice tells nothing twice. RejectedError `too_many_lines_of_costs`.

    Reasons of refused lines: `order_unknown`, `component_unknown`, `date_unknown`, `amount_missing`, and those of money.
    """
    if len(rows) > MOST_LINES:
        raise RejectedError("too_many_lines_of_costs")
    finder = _Orders(store, settings, stores)
    facts: list[Fact] = []
    refused: list[tuple[int, str]] = []
    counted: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        cells = {name: (row.get(name) or "").strip()[:LONGEST_CELL] for name in COLUMNS}
        try:
            facts.append(_fact(cells, finder.find(cells["order"]), counted, settings, now))
        except RejectedError as error:
            refused.append((number, error.reason))
    new = store.add(facts, settings) if facts else set[str]()
    return Taken(len(new), len(facts) - len(new), refused)


class _Orders:
    """Orders by the number that people call them; each is looked for once."""

    def __init__(self, store: DossierStore, settings: Settings, stores: Iterable[str]) -> None:
        self._store, self._settings, self._stores = store, settings, list(dict.fromkeys(stores))
        self._found: dict[str, tuple[Order, str] | None] = {}

    def find(self, number: str) -> tuple[Order, str]:
        name = number.lstrip("#").strip()
        if name not in self._found:
            self._found[name] = self._search(name) if name else None
        found = self._found[name]
        if found is None:
            raise RejectedError("order_unknown")
        return found

    def _search(self, name: str) -> tuple[Order, str] | None:
        for place in self._stores:
            home = f"number:{place}/{name}"
            dossier = self._store.dossier(self._settings.workspace, home, self._settings)
            if dossier.order is not None:
                platform = next(one.platform for one in dossier.facts if one.type == "order")
                return dossier.order, platform
        return None


def _fact(
    cells: Mapping[str, str],
    found: tuple[Order, str],
    counted: dict[str, int],
    settings: Settings,
    now: datetime,
) -> Fact:
    order, platform = found
    cost = _cost(cells, order, settings.zone)
    name = cells["id"]
    if not name:
        # Two equal lines of one table are two bills; the same table again is the same bills.
        told = sha256(cost.model_dump_json().encode()).hexdigest()[:20]
        counted[told] = counted.get(told, 0) + 1
        name = f"{told}-{counted[told]}"
    observation = Observation(
        record=cost.having(key=f"told-{name}"),
        occurred_at=cost.incurred_at,
        version=now.isoformat() if cells["id"] else _ALWAYS_THE_SAME,
        actor=Actor.AGENT,
    )
    return to_fact(
        observation, workspace=settings.workspace, connection=CONNECTION, platform=platform, ingested_at=now
    )


def _cost(cells: Mapping[str, str], order: Order, zone: str) -> Cost:
    try:
        component = Component(cells["component"].lower().replace(" ", "_"))
    except ValueError as error:
        raise RejectedError("component_unknown") from error
    amount, minutes = read_money(cells["amount"], cells["currency"]), _minutes(cells["minutes"])
    if (amount is None) == (minutes is None) or (minutes is not None and component is not Component.LABOUR):
        raise RejectedError("amount_missing")
    return Cost(
        store=order.store,
        key="",
        order=order.key,
        component=component,
        incurred_at=midnight(read_day(cells["date"], "date_unknown"), zone),
        amount=amount,
        minutes=minutes,
        sku=cells["sku"] or None,
    )


def _minutes(text: str) -> float | None:
    if not text:
        return None
    try:
        minutes = Decimal(_plain_number(text))
    except InvalidOperation as error:
        raise RejectedError("amount_is_not_a_number") from error
    if not 0 <= minutes <= MOST_MINUTES:
        raise RejectedError("amount_is_not_a_number")
    return float(minutes)


def _plain_number(text: str) -> str:
    """'12,50' is read as people in Europe write it; '1.234,5' or '1,234' could mean two amounts and are refused."""
    number = text.strip()
    if _GROUPED.fullmatch(number) or ("," in number and "." in number):
        raise RejectedError("amount_is_not_a_number")
    return number.replace(",", ".")
