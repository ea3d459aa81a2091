"""Every text that a record may hold is either personal, and goes when somebody is erased, or known to be none."""

from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from aftersales.customers.forgetting import PERSONAL
from aftersales.records.case import Case
from aftersales.records.cause import Cause
from aftersales.records.fact import AnyRecord

RENAMED = {"customer", "customer.key", "first", "second", "author"}
NO_WORDS = {
    *("platform", "store", "key", "on", "about", "about_home", "text_hash", "workspace", "home", "homes"),
    *(
        "order",
        "orders",
        "order_number",
        "new_order",
        "number",
        "returned",
        "parcel",
        "replaces",
        "thread",
        "reply_to",
    ),
    *(
        "tracking_number",
        "tracking_numbers",
        "product",
        "sku",
        "skus",
        "asin",
        "market",
        "channel",
        "warehouse",
        "carrier",
    ),
    *(
        "copy_of",
        "currency",
        "line",
        "survey",
        "into",
        "to",
        "template",
        "owner",
        "member",
        "agent",
        "reviewer",
    ),
    *("engine", "engine_version", "mood_engine", "language", "target", "source", "locale", "code", "signals"),
    *("aspect", "sentiment", "lines.title"),
}
"""Ids, codes, goods, languages and colleagues, wherever they stand in a record."""


def texts(shape: Any, path: tuple[str, ...] = ()) -> set[str]:
    """Every field of a shape that may hold any text at all."""
    origin, inner = get_origin(shape), get_args(shape)
    if origin is Annotated:
        return texts(inner[0], path)
    if origin in {Union, UnionType, tuple, list}:
        return {found for one in inner for found in texts(one, path)}
    if origin is Literal or not isinstance(shape, type):
        return set()
    if issubclass(shape, BaseModel):
        return {
            found
            for name, field in shape.model_fields.items()
            for found in texts(field.annotation, (*path, name))
        }
    if shape is Cause or issubclass(shape, Enum):
        return set()
    return {".".join(path)} if issubclass(shape, str) else set()


KINDS = {str(one.model_fields["kind"].default): one for one in get_args(get_args(AnyRecord)[0])} | {
    "case": Case
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_known_for_what_it_is(kind: str) -> None:
    """Whoever adds a field for words says whether they may be a person's (customers/forgetting.py), or adds it here."""
    unknown = {
        path
        for path in texts(KINDS[kind])
        if path not in PERSONAL.get(kind, ())
        and path not in RENAMED | NO_WORDS
        and path.rpartition(".")[2] not in NO_WORDS
    }
    assert unknown == set()


@pytest.mark.parametrize("kind", sorted(PERSONAL))
def test_what_is_personal_is_there(kind: str) -> None:
    """A field that was renamed is renamed in the list, too."""
    assert set(PERSONAL[kind]) <= texts(KINDS[kind])
