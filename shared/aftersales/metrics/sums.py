"""The SQL of figures: sums over the cubes, or over the ledger where no cube has the dimensions; many questions in one query."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aftersales.metrics.contract import Contract, Form, Lake, Source
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period

DIMENSIONS = ("sku", "store", "market", "platform", "channel", "agent", "cause", "carrier")
"""What figures can be filtered and split by."""

_NOT_BY_PRODUCT = {"market", "channel", "agent"}

_ASKED = """SELECT CAST(split_part(line, '|', 1) AS INTEGER) AS place, split_part(line, '|', 2) AS asked_metric,
          CAST(split_part(line, '|', 3) AS DATE) AS asked_first, CAST(split_part(line, '|', 4) AS DATE) AS asked_last,
          CAST(split_part(line, '|', 5) AS DATE) AS asked_known{values}
        FROM unnest({lines}) AS lines(line)"""
"""The questions of one shape, a line each."""

_VALUE = ", replace(replace(split_part(line, '|', {place}), '%7C', '|'), '%25', '%') AS asked_{name}"
"""The value of a filter that tells questions apart, as `_line` writes it."""

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
    """Answer all questions, each with its rows: one query per table, one scan of it per kind of question."""
    found: list[list[Sums]] = [[] for _ in asks]
    places: dict[Source, dict[Shape, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, one in enumerate(asks):
        places[one.source][_shape(one)].append(place)
    for source, shapes in places.items():
        _prepare(lake, source, [asks[place] for alike in shapes.values() for place in alike])
        texts, bound = [], dict[str, object]()
        for number, alike in enumerate(shapes.values()):
            text, given = _scan([(place, asks[place]) for place in alike], f"_{number}")
            texts.append(text)
            bound |= given
        for row in lake.query(" UNION ALL ".join(texts), bound):
            found[row["place"]].append(_sorted(row))
    return found


def _sorted(row: Mapping[str, Any]) -> Sums:
    # Python sorts tens of thousands of hours faster than the engine builds a sorted list.
    return {
        name: sorted(value or ()) if name in {"hours", "business"} else value for name, value in row.items()
    }


Shape = tuple[object, ...]
"""What questions have in common that one scan can answer; they differ in metric, days, knowledge and values of dimensions."""

_CHOOSING = ("cause", "part")
"""Filters that a share does not restrict by, but chooses one of; a cause may be a branch."""


def _shape(one: Ask) -> Shape:
    is_share, is_count = one.contract.form is Form.SHARE, one.contract.form is Form.COUNT
    chosen = [one.filters.given.get(name) for name in _CHOOSING]
    return (one.by, is_share, is_count, *sorted(one.filters.given), *chosen)


def _prepare(lake: Lake, source: Source, asks: Sequence[Ask]) -> None:
    counts = any(one.contract.form is Form.COUNT for one in asks)
    first = None if counts else min(one.first for one in asks)
    lake.prepare(source, {one.contract.name for one in asks}, first, max(one.last for one in asks))


def _scan(alike: Sequence[tuple[int, Ask]], suffix: str) -> tuple[str, dict[str, object]]:
    """Return one SELECT that answers questions of one shape, and its parameters."""
    one = alike[0][1]
    given = [other.filters.given for _, other in alike]
    differing = [name for name in given[0] if any(other[name] != given[0][name] for other in given)]
    texts, bound = _filters(one, suffix, with_part=one.contract.form is not Form.SHARE, but=differing)
    # One list of texts, not VALUES: an engine takes longer to plan a hundred constants than to sum the cube up.
    bound |= {
        f"asked{suffix}": [_line(place, other, differing) for place, other in alike],
        f"earliest{suffix}": min(_first(other) for _, other in alike),
        f"latest{suffix}": max(other.last for _, other in alike),
    }
    where = " AND ".join([f"day >= $earliest{suffix}", f"day < $latest{suffix}", *texts])
    values = "".join(_VALUE.format(place=place, name=name) for place, name in enumerate(differing, start=6))
    same = " AND ".join(f"{name} = asked_{name}" for name in ("metric", *differing))
    return (
        f"""SELECT place, {one.by or "NULL"} AS "key", {_measures(one, suffix)}
        FROM {one.source} JOIN ({_ASKED.format(lines=f"$asked{suffix}", values=values)}) AS asked
          ON {same} AND day >= asked_first AND day < asked_last AND known_day < asked_known
        WHERE {where} GROUP BY 1, 2""",
        bound,
    )


def _line(place: int, one: Ask, differing: Sequence[str]) -> str:
    # What people call their things may hold any sign, this one too.
    values = [one.filters.given[name].replace("%", "%25").replace("|", "%7C") for name in differing]
    said = (place, one.contract.name, _first(one), one.last, one.known_before, *values)
    return "|".join(map(str, said))


def _first(one: Ask) -> date:
    # A count is what stands at the end, whenever it began.
    return date.min if one.contract.form is Form.COUNT else one.first


def _measures(one: Ask, suffix: str) -> str:
    if one.contract.form is Form.DURATION:
        return "list(numerator) AS hours, list(business) FILTER (WHERE business IS NOT NULL) AS business"
    chosen = (
        f"CASE WHEN {_chosen(one, suffix)} THEN numerator ELSE 0 END" if _has_share_of(one) else "numerator"
    )
    squares = "numerator * numerator / nullif(denominator, 0)" if one.source is Source.LEDGER else "squares"
    return f"""sum(numerator) AS numerator, sum(denominator) AS denominator, sum({squares}) AS squares,
        sum(CASE WHEN part IS NULL THEN 0 ELSE numerator END) AS parted, sum({chosen}) AS chosen"""


def _has_share_of(one: Ask) -> bool:
    return one.contract.form is Form.SHARE and one.filters.chosen_part is not None


def _chosen(one: Ask, suffix: str) -> str:
    named = {"cause": _cause(suffix), "part": f"part = $part{suffix}"}
    return " AND ".join(text for name, text in named.items() if name in one.filters.given)


def _cause(suffix: str) -> str:
    # A branch ('size_fit') stands for all its leaves ('size_fit.too_small'), with a full stop ('size_fit.') for itself alone.
    name = f"$cause{suffix}"
    # Not split_part(…) = …: DuckDB 2.0 fails to plan that over a column that is NULL throughout.
    return f"(cause = {name} OR starts_with(cause, concat({name}, '.')) OR concat(cause, '.') = {name})"


def _filters(
    one: Ask, suffix: str, *, with_part: bool, but: Collection[str] = ()
) -> tuple[list[str], dict[str, object]]:
    """Return the conditions of the filters, `but` of some; without `with_part` cause and part only choose and do not restrict."""
    texts, bound = [], dict[str, object]()
    for name, value in one.filters.given.items():
        if name in but:
            continue
        bound[f"{name}{suffix}"] = value
        if with_part or name not in _CHOOSING:
            texts.append(_cause(suffix) if name == "cause" else f"{name} = ${name}{suffix}")
    return texts, bound


def condition(one: Ask) -> tuple[str, dict[str, object]]:
    """Return WHERE's text and its parameters for the rows behind one question."""
    texts, bound = _filters(one, "", with_part=True)
    bound |= {"metric": one.contract.name, "first": _first(one), "last": one.last, "known": one.known_before}
    days = ["metric = $metric", "day >= $first", "day < $last", "known_day < $known"]
    return " AND ".join([*days, *texts]), bound


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
