"""The SQL of figures: sums over the cubes, or over the ledger where no cube has the dimensions; many questions in one query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aftersales.metrics.contract import Contract, Form, Lake, Source
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period

DIMENSIONS = ("sku", "store", "market", "platform", "channel", "agent", "cause", "carrier")
"""What figures can be filtered and split by."""

_NOT_BY_PRODUCT = {"market", "channel", "agent"}

Sums = Mapping[str, Any]
"""One row of sums: key, numerator, denominator, squares, parted (Σ numerator of rows with a part), chosen (of the asked cause);
for durations key, hours, business (sorted lists)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question: sums of a contract's rows in [first, last) as known before a day, by a column (a dimension or 'part')."""

    contract: Contract
    first: date
    last: date
    filters: Filters
    known_before: date
    by: str | None = None

    @property
    def source(self) -> Source:
        """The smallest table that can answer."""
        if self.contract.form is Form.DURATION:
            return Source.SPANS
        used = {*self.filters.given, self.by}
        if "sku" not in used:
            return Source.CUBE
        return Source.LEDGER if used & _NOT_BY_PRODUCT else Source.PRODUCT_CUBE


def ask(
    contract: Contract,
    period: Period,
    filters: Filters,
    known_before: date,
    *,
    by: str | None = None,
    mature_before: date | None = None,
) -> Ask:
    """Make a question; `mature_before` leaves out the days from then on. A contract that settles takes no later notice."""
    limits = [known_before]
    if contract.settles_days is not None:
        limits.append(period.last + timedelta(days=contract.settles_days))
    return Ask(
        contract=contract,
        first=period.first,
        last=period.last if mature_before is None else max(period.first, min(period.last, mature_before)),
        filters=filters,
        known_before=min(limits),
        by=by,
    )


def sums(lake: Lake, asks: Sequence[Ask]) -> list[list[Sums]]:
    """Answer all questions, each with its rows: one query per table that is needed."""
    found: list[list[Sums]] = [[] for _ in asks]
    places: dict[Source, list[int]] = defaultdict(list)
    for place, one in enumerate(asks):
        places[one.source].append(place)
    for source, wanted in places.items():
        _prepare(lake, source, [asks[place] for place in wanted])
        texts, bound = [], dict[str, object]()
        for place in wanted:
            where, given = condition(
                asks[place], f"_{place}", with_part=asks[place].contract.form is not Form.SHARE
            )
            texts.append(_select(asks[place], place, where))
            bound |= given
        for row in lake.query(" UNION ALL ".join(texts), bound):
            found[row["place"]].append(row)
    return found


def _prepare(lake: Lake, source: Source, asks: Sequence[Ask]) -> None:
    counts = any(one.contract.form is Form.COUNT for one in asks)
    first = None if counts else min(one.first for one in asks)
    lake.prepare(source, {one.contract.name for one in asks}, first, max(one.last for one in asks))


def _select(one: Ask, place: int, where: str) -> str:
    key = one.by or "NULL"
    if one.contract.form is Form.DURATION:
        measures = "list(numerator ORDER BY numerator) AS hours, list(business ORDER BY business) AS business"
    else:
        chosen = (
            f"CASE WHEN {_chosen(one, f'_{place}')} THEN numerator ELSE 0 END"
            if _has_share_of(one)
            else "numerator"
        )
        squares = (
            "numerator * numerator / nullif(denominator, 0)" if one.source is Source.LEDGER else "squares"
        )
        measures = f"""sum(numerator) AS numerator, sum(denominator) AS denominator, sum({squares}) AS squares,
        sum(CASE WHEN part IS NULL THEN 0 ELSE numerator END) AS parted, sum({chosen}) AS chosen"""
    return (
        f'SELECT {place} AS place, {key} AS "key", {measures} FROM {one.source} WHERE {where} GROUP BY 1, 2'
    )


def _has_share_of(one: Ask) -> bool:
    return one.contract.form is Form.SHARE and one.filters.chosen_part is not None


def _chosen(one: Ask, suffix: str) -> str:
    named = {"cause": _cause(suffix), "part": f"part = $part{suffix}"}
    return " AND ".join(text for name, text in named.items() if name in one.filters.given)


def _cause(suffix: str) -> str:
    # A branch ('size_fit') stands for all its leaves ('size_fit.too_small'), with a full stop ('size_fit.') for itself alone.
    name = f"$cause{suffix}"
    return f"(cause = {name} OR split_part(cause, '.', 1) = {name} OR concat(cause, '.') = {name})"


def condition(one: Ask, suffix: str = "", *, with_part: bool = True) -> tuple[str, dict[str, object]]:
    """Return WHERE's text and its parameters; without `with_part` cause and part only choose and do not restrict."""
    texts = [f"metric = $metric{suffix}", f"day < $last{suffix}", f"known_day < $known{suffix}"]
    bound: dict[str, object] = {
        f"metric{suffix}": one.contract.name,
        f"last{suffix}": one.last,
        f"known{suffix}": one.known_before,
    }
    if one.contract.form is not Form.COUNT:
        texts.append(f"day >= $first{suffix}")
        bound[f"first{suffix}"] = one.first
    for name, value in one.filters.given.items():
        bound[f"{name}{suffix}"] = value
        if with_part or name not in {"cause", "part"}:
            texts.append(_cause(suffix) if name == "cause" else f"{name} = ${name}{suffix}")
    return " AND ".join(texts), bound


def page(lake: Lake, one: Ask, limit: int, offset: int) -> Sequence[Mapping[str, Any]]:
    """Return the entities whose ledger rows leave something over, newest first."""
    lake.prepare(
        Source.LEDGER, {one.contract.name}, None if one.contract.form is Form.COUNT else one.first, one.last
    )
    where, bound = condition(one)
    each = ", dated" if one.contract.form is Form.DURATION else ""
    columns = ", ".join(f"max({name}) AS {name}" for name in ("home", "label", *DIMENSIONS) if name != "sku")
    sql = f"""SELECT entity, sku, part AS "key", min(dated) AS "at", {columns}, sum(numerator) AS numerator,
      sum(denominator) AS denominator, sum(business) AS business
    FROM ledger WHERE {where} GROUP BY entity, sku, part{each}
    HAVING sum(numerator) <> 0 OR sum(denominator) <> 0
    ORDER BY min(dated) DESC, entity, sku, part LIMIT $limit OFFSET $offset"""
    return lake.query(sql, bound | {"limit": limit, "offset": offset})
