"""The shapes of records as DuckDB knows them, read off the record classes: a field that is added there is a column here."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from json import dumps
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import duckdb
from pydantic import AwareDatetime, BaseModel

from aftersales.lake.layout import COLUMNS, FACTS
from aftersales.records.fact import AnyRecord

ENVELOPE = (
    "id",
    "connection",
    "platform",
    "store",
    "entity",
    "home",
    "occurred_at",
    "ingested_at",
    "version",
    "actor",
)
"""What every row of a kind has beside the fields of its record."""

_PLAIN: Mapping[type, str] = {
    str: "VARCHAR",
    bool: "BOOLEAN",
    int: "BIGINT",
    float: "DOUBLE",
    Decimal: "DOUBLE",
    datetime: "TIMESTAMP",
    AwareDatetime: "TIMESTAMP",
    date: "DATE",
}

Shape = str | list["Shape"] | dict[str, "Shape"]
"""A DuckDB type, a list of a shape, or a structure of named shapes, as `from_json` understands it."""


@cache
def kinds() -> dict[str, type[BaseModel]]:
    """Return kind of record → its class."""
    union = get_args(AnyRecord)[0]
    return {str(one.model_fields["kind"].default): one for one in get_args(union)}


@cache
def columns(kind: str) -> dict[str, Shape]:
    """Return the fields of a kind of record with their shapes, without those that the envelope tells."""
    fields = kinds()[kind].model_fields
    return {name: _shape(field.annotation) for name, field in fields.items() if name not in {"kind", "store"}}


@cache
def typed(kind: str, facts: str) -> str:
    """Return the SELECT that reads the records of a kind out of a table of facts: each payload is parsed once."""
    shape = dumps(columns(kind)).replace("'", "''")
    names = ", ".join(ENVELOPE)
    return f"""SELECT {names}, unnest(record) FROM (
      SELECT {names}, from_json(payload, '{shape}') AS record FROM {facts} WHERE type = '{kind}')"""


@cache
def no_rows() -> Mapping[str, str]:
    """Return kind of record → a SELECT of its columns that has no row; it names their types, for parsing JSON is planned slowly."""
    nothing = ", ".join(f"CAST(NULL AS {type_}) AS {name}" for name, type_ in COLUMNS[FACTS].items())
    found = {}
    with duckdb.connect() as database:
        for kind in kinds():
            told = database.execute(f"DESCRIBE {typed(kind, f'(SELECT {nothing} WHERE false)')}").fetchall()
            found[kind] = ", ".join(f'CAST(NULL AS {type_}) AS "{name}"' for name, type_, *_ in told)
    return {kind: f"SELECT {columns} WHERE false" for kind, columns in found.items()}


def _shape(annotation: Any) -> Shape:  # noqa: ANN401 — annotations have no common type
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(inner[0])
    if origin in {Union, UnionType}:
        return _shape(next(one for one in inner if one is not NoneType))
    if origin is Literal:
        return _PLAIN[type(inner[0])]
    if origin in {tuple, list}:
        return [_shape(inner[0])]
    if origin is dict:
        return "JSON"
    if issubclass(annotation, BaseModel):
        return {name: _shape(field.annotation) for name, field in annotation.model_fields.items()}
    return "VARCHAR" if issubclass(annotation, Enum) else _PLAIN[annotation]
