"""What ties records together: the names by which tables join them. Dossiers that share no name can be built without each other."""

from collections.abc import Sequence

from aftersales.lake.shapes import columns

NAMES = frozenset(
    {"key", "number", "order", "order_number", "thread", "returned", "new_order", "replaces", "on", "about", "about_home"}
    | {"customer", "tracking_number", "tracking_numbers", "reply_to", "survey", "parcel", "copy_of", "first", "second", "into"}
)  # fmt: skip
"""Fields of records that name a thing. Two things of one name are tied, whether or not they are the same: one too many costs time,
one too few would make figures wrong."""

_SHORTEST_WORDING = 20
LINKS = "links"
"""The file of a part that holds its ties: the hashes of a home and of a name that a record in it bears."""


def links_of(kind: str, rows: str) -> str:
    """Return the SELECT of the ties (home, link) that records of a kind make; `rows` is a FROM item."""
    texts, lists = ["home", "entity"], []
    for name, shape in columns(kind).items():
        if name not in NAMES:
            continue
        if isinstance(shape, dict):
            texts.append(f'"{name}".key')
        elif isinstance(shape, list):
            lists.append(f'"{name}"')
        else:
            texts.append(f'"{name}"')
    if kind == "review":
        # Platforms repeat reviews of one wording, and the tables count one of them; an erased author stands for the wording.
        told = f"length(text) >= {_SHORTEST_WORDING} OR starts_with(author, 'erased-')"
        texts.append(f"CASE WHEN {told} THEN concat(author, '/', text) END")
    return _ties(", ".join(texts), lists, rows)


def links_of_cases(paths: Sequence[str]) -> str:
    """Return the SELECT of the ties that case snapshots make."""
    texts = "home, payload ->> 'customer', payload ->> 'order_number'"
    return _ties(
        texts,
        ["""from_json(payload -> 'homes', '["VARCHAR"]')"""],
        f"read_parquet({list(paths)}, union_by_name = true)",
    )


def _ties(texts: str, lists: Sequence[str], rows: str) -> str:
    names = " || ".join([f"[{texts}]", *(f"coalesce({one}, [])" for one in lists)])
    return f"""SELECT DISTINCT hash(home) AS home, hash(link) AS link
    FROM (SELECT home, unnest({names}) AS link FROM {rows}) WHERE link IS NOT NULL AND link <> ''"""
