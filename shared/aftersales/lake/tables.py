"""The typed tables of `lake/tables/`, built when they are first needed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from json import dumps
from typing import TypeVar

import duckdb

from aftersales.lake.shapes import ENVELOPE, kinds, no_rows, typed
from aftersales.records.taxonomy import mapping
from aftersales.records.workspace import Settings

TABLES = (
    "facts",
    "known_span",
    "telling",
    "rates",
    "conversions",
    "bundles",
    "parcel_states",
    "parcels",
    "customers",
    "orders",
    "order_lines",
    "item_numbers",
    "articles",
    "products",
    "sold",
    "refunds",
    "returns",
    "return_lines",
    "return_events",
    "claims",
    "claim_states",
    "refund_events",
    "second_parcels",
    "exchange_events",
    "resolved_returns",
    "paid_orders",
    "purchases",
    "shipments",
    "losses",
    "carrier_claims",
    "review_versions",
    "review_states",
    "understandings",
    "review_causes",
    "case_records",
    "case_homes",
    "cases",
    "case_cycles",
    "case_contacts",
    "case_replies",
    "case_turns",
    "case_assignments",
    "case_labels",
    "messages",
    "conversations",
    "working_time",
    "worked",
    "targets",
    "promises",
    "surveys",
    "survey_answers",
    "recommendations",
    "helped",
    "unhelped",
    "costs",
    "case_costs",
)
"""In the order of building: each is made from those before it."""

OF_ALL = {"telling": "what, store", "item_numbers": "store, article, item"}
"""Tables that speak of all dossiers at once → what makes a row of theirs news. A refresh of some dossiers takes them as they were
exported; where it would add to them, everything is built anew."""

NEWEST = {"products": ("item", "title")}
"""Tables that say of a thing what was said of it last (`at`), in whichever dossier → what it is about, and what is said. They have
a row per thing, and are not cut by months."""

WAITING = frozenset({"unhelped"})
"""Tables that compare all dossiers with each other: what rests on them is built with everything only."""

MADE_BY_CALENDARS = frozenset({"working_time"})

_WORD = re.compile(r"[a-z_]+")
_COMMENT = re.compile(r"--.*")
_KIND = re.compile(rf"(facts|newest)_({'|'.join(kinds())})")


@cache
def _statement(name: str) -> str:
    return _COMMENT.sub("", files("aftersales.lake").joinpath("tables", f"{name}.sql").read_text("utf-8"))


def all_statements() -> list[str]:
    """Return the statements of all tables that have one, to tell whether they have changed."""
    folder = files("aftersales.lake").joinpath("tables")
    return sorted(path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".sql"))


def mentioned(sql: str) -> list[str]:
    """Return the tables that a text speaks of, in the order of building; a column of that name does no harm."""
    words = set(_WORD.findall(_COMMENT.sub("", sql)))
    return [
        *sorted(word for word in words if _KIND.fullmatch(word)),
        *(name for name in TABLES if name in words),
    ]


@cache
def rests_on(sql: str) -> frozenset[str]:
    """Return all tables that a text is made from, whether it speaks of them or they of each other."""
    found: set[str] = set()
    for name in mentioned(sql):
        if name in TABLES and name not in MADE_BY_CALENDARS:
            deeper = {one for one in mentioned(_statement(name)) if _is_before(one, name)}
            found |= {name, *(further for one in deeper for further in rests_on(one))}
    return frozenset(found)


def _is_before(earlier: str, name: str) -> bool:
    return name in TABLES and (earlier not in TABLES or TABLES.index(earlier) < TABLES.index(name))


@dataclass(slots=True)
class Tables:
    """Builds tables in a database.

    `sources` give the parameters of their statements: the paths of objects, `settings` as JSON, `rates` as a path. `makers` build
    the tables that have no statement because Python knows better (calendars). `records` gives the SELECT of all rows of a kind
    where they were parsed before; a fact may come twice in it. `given` are SELECTs of tables that are known without being built.
    """

    database: duckdb.DuckDBPyConnection
    sources: Mapping[str, Callable[[], object]]
    makers: Mapping[str, Callable[[duckdb.DuckDBPyConnection], None]] = field(default_factory=dict)
    records: Callable[[str], str] | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    _built: set[str] = field(default_factory=set)

    def need(self, sql: str) -> None:
        """Build what a text speaks of, and first what that is made from."""
        for name in mentioned(sql):
            self._build(name)

    def need_here(self, name: str) -> str:
        """Build a table from these records even where it is given; return the name that it goes by."""
        here = f"here_{name}"
        sql = _statement(name)
        for earlier in mentioned(sql):
            if _is_before(earlier, name):
                self._build(earlier)
        self.database.execute(sql.replace(f"CREATE TABLE {name} AS", f"CREATE TABLE {here} AS"))
        return here

    def _build(self, name: str) -> None:
        if name in self._built:
            return
        self._built.add(name)
        if name in self.given:
            self.database.execute(f"CREATE VIEW {name} AS {self.given[name]}")
            return
        if name == "facts" and self.records is not None:
            self.database.execute(f"CREATE VIEW facts AS {self._envelopes(self.records)}")
            return
        if name in self.makers:
            self.makers[name](self.database)
            return
        kind = _KIND.fullmatch(name)
        if kind:
            self._build_kind(name, *kind.groups())
            return
        sql = _statement(name)
        for earlier in mentioned(sql):
            if _is_before(earlier, name):
                self._build(earlier)
        self.database.execute(sql, {name: source() for name, source in named(sql, self.sources).items()})

    def _build_kind(self, name: str, which: str, kind: str) -> None:
        """Build `facts_<kind>`, every version of the records of a kind by column, or `newest_<kind>`, the newest of each entity."""
        if self.records is not None:
            self._show_kind(name, which, kind, self.records(kind))
        elif which == "facts":
            self._build("facts")
            self.database.execute(f"CREATE TABLE {name} AS {typed(kind, 'facts')}")
        else:
            self._build(f"facts_{kind}")
            # The id breaks ties, so that the order of arrival never matters.
            self.database.execute(f"""CREATE TABLE {name} AS SELECT * FROM facts_{kind}
                QUALIFY row_number() OVER (PARTITION BY entity ORDER BY version DESC, id DESC) = 1""")

    @staticmethod
    def _envelopes(records: Callable[[str], str]) -> str:
        columns = ", ".join(ENVELOPE)
        return " UNION ALL ".join(
            f"SELECT {columns}, '{kind}' AS type FROM ({records(kind)})" for kind in kinds()
        )

    def _show_kind(self, name: str, which: str, kind: str, rows: str) -> None:
        """The same as views of rows that lie in files: only the columns that somebody asks for are ever read."""
        if rows == no_rows()[kind]:
            self.database.execute(f"CREATE VIEW {name} AS {rows}")
            return
        if which == "facts":
            # Hardly any fact comes twice, so only those that do are looked through.
            self.database.execute(f"""CREATE TABLE twice_{kind} AS
                SELECT id FROM ({rows}) GROUP BY id HAVING count(*) > 1""")
            self.database.execute(f"""CREATE VIEW {name} AS
                SELECT * FROM ({rows}) ANTI JOIN twice_{kind} USING (id) UNION ALL
                SELECT * FROM ({rows}) SEMI JOIN twice_{kind} USING (id)
                QUALIFY row_number() OVER (PARTITION BY id ORDER BY ingested_at) = 1""")
            return
        self._build(f"facts_{kind}")
        self.database.execute(f"""CREATE TABLE top_{kind} AS
            SELECT max(row(version, id))[2] AS id FROM facts_{kind} GROUP BY entity""")
        self.database.execute(
            f"CREATE VIEW {name} AS SELECT * FROM facts_{kind} SEMI JOIN top_{kind} USING (id)"
        )


def becoming(settings: Settings) -> str:
    """Return, as JSON, which cause each retired leaf of a seller's tree counts as today."""
    return dumps([{"old": old, "new": new} for old, new in mapping(settings.own_causes).items()])


def create_settings(database: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the one-row table `settings`: a column for each setting that is a text, a number or a yes or no."""
    plain = {name: value for name, value in settings if isinstance(value, str | int | float)}
    columns = ", ".join(f"${name} AS {name}" for name in plain)
    database.execute("DROP TABLE IF EXISTS settings")
    database.execute(f"CREATE TABLE settings AS SELECT {columns}", plain)


_NAME = re.compile(r"\$([a-z_]\w*)")
_Value = TypeVar("_Value")


def named(sql: str, parameters: Mapping[str, _Value]) -> dict[str, _Value]:
    """Return the parameters that a text uses; DuckDB refuses any other."""
    return {name: parameters[name] for name in set(_NAME.findall(sql))}
