"""A seller's own leaves of the tree of causes: added, changed, retired into another; each change makes a new version."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.taxonomy import OwnCause, growing
from aftersales.records.workspace import Settings

MOST_LEAVES = 60
MOST_WORDS = 30
LONGEST_WORD = 300
LONGEST_NAME = 60
MOST_CHARACTERS = 40_000
"""The tree travels with the settings, which are read at every step: so it stays small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A leaf as a form states it."""

    branch: str
    zh: str
    en: str
    keywords: Sequence[str] = ()
    examples: Sequence[str] = ()
    skus: Sequence[str] = ()


def add_leaf(settings: Settings, leaf: Leaf, now: datetime) -> Settings:
    """Add a leaf under a branch; its name in the tree comes from its English name.

    RejectedError `leaf_branch_unknown`, `leaf_name_missing`, `leaf_exists`, `tree_too_large`.
    """
    branches = {cause.value for cause in Cause if cause is cause.branch}
    if leaf.branch not in branches:
        raise RejectedError("leaf_branch_unknown")
    made = _made(leaf, Cause(f"{leaf.branch}.own_{_slug(leaf.en)}"), now)
    if any(one.cause == made.cause for one in settings.own_causes):
        raise RejectedError("leaf_exists")
    return _grown(settings, (*settings.own_causes, made))


def change_leaf(settings: Settings, cause: str, leaf: Leaf) -> Settings:
    """Change what a leaf is called and what belongs to it; its place in the tree stays. RejectedError as above, `leaf_unknown`."""
    known = known_leaf(settings, cause)
    made = _made(leaf, known.cause, known.since).having(retired_at=known.retired_at, becomes=known.becomes)
    return _grown(settings, [made if one.cause == known.cause else one for one in settings.own_causes])


def retire_leaf(settings: Settings, cause: str, becomes: str, now: datetime) -> Settings:
    """Retire a leaf: what it named counts as `becomes` (its branch if empty) in every figure, past ones too.

    RejectedError `leaf_unknown`, `leaf_becomes_unknown`.
    """
    known = known_leaf(settings, cause)
    heirs = {one.value for one in growing(settings.own_causes) if one != known.cause}
    if becomes and becomes not in heirs:
        raise RejectedError("leaf_becomes_unknown")
    gone = known.having(retired_at=now, becomes=becomes or known.cause.branch)
    return _grown(settings, [gone if one.cause == known.cause else one for one in settings.own_causes])


def known_leaf(settings: Settings, cause: str) -> OwnCause:
    """Return a leaf; RejectedError `leaf_unknown`."""
    for one in settings.own_causes:
        if one.cause.value == cause:
            return one
    raise RejectedError("leaf_unknown")


def _made(leaf: Leaf, cause: Cause, since: datetime) -> OwnCause:
    zh, en = leaf.zh.strip()[:LONGEST_NAME], leaf.en.strip()[:LONGEST_NAME]
    if not (zh and en):
        raise RejectedError("leaf_name_missing")
    return OwnCause(
        cause=cause,
        zh=zh,
        en=en,
        keywords=_words(leaf.keywords),
        examples=_words(leaf.examples),
        skus=_words(leaf.skus),
        since=since,
    )


def _words(lines: Sequence[str]) -> tuple[str, ...]:
    plain = (line.strip()[:LONGEST_WORD] for line in lines)
    return tuple(dict.fromkeys(line for line in plain if line))[:MOST_WORDS]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].rstrip("_")
    if not slug:
        raise RejectedError("leaf_name_missing")
    return slug


def _grown(settings: Settings, own: Sequence[OwnCause]) -> Settings:
    size = sum(len(one.model_dump_json()) for one in own)
    if len(own) > MOST_LEAVES or size > MOST_CHARACTERS:
        raise RejectedError("tree_too_large")
    return settings.having(own_causes=tuple(own), causes_version=settings.causes_version + 1)
