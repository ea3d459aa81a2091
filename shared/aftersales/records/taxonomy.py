"""A seller's own leaves of the tree of causes, and how trends survive when leaves come and go."""

from collections.abc import Mapping, Sequence

from aftersales.records.cause import Cause
from aftersales.records.record import Instant, Record


class OwnCause(Record):
    """A leaf that a seller added under a branch; `cause` is `branch.own_<slug>`, `zh` and `en` are its names.

    `keywords` and `examples` (in any language) teach the engine what belongs here; `skus` are beginnings of article numbers, none
    means every article. A leaf is never deleted, for facts name it: it is retired, and `becomes` says what it counts as from
    then on and backwards, so that a trend goes on.
    """

    cause: Cause
    zh: str
    en: str
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    since: Instant
    retired_at: Instant | None = None
    becomes: Cause | None = None

    def in_language(self, language: str) -> str:
        """Return the name in one of the console's languages."""
        return self.zh if language == "zh" else self.en


def mapping(own: Sequence[OwnCause]) -> Mapping[str, str]:
    """Return old cause → the one it counts as today, followed to the end of every chain; circles end where they began."""
    steps = {leaf.cause: leaf.becomes or leaf.cause.branch for leaf in own if leaf.retired_at}
    found: dict[str, str] = {}
    for start in steps:
        at, seen = start, {start}
        while (following := steps.get(at)) is not None and following not in seen:
            seen.add(following)
            at = following
        found[start.value] = at.value
    return found


def current_cause(cause: Cause, own: Sequence[OwnCause]) -> Cause:
    """Return what a cause counts as by the tree of today."""
    return Cause(mapping(own).get(cause.value, cause.value))


def growing(own: Sequence[OwnCause]) -> list[Cause]:
    """Return every cause a person can choose today: the common tree with the seller's living leaves after their branch's."""
    living = [leaf.cause for leaf in own if leaf.retired_at is None]
    found: list[Cause] = []
    for branch in (cause for cause in Cause if cause is cause.branch):
        found.append(branch)
        found += [cause for cause in Cause if cause.branch is branch and cause is not branch]
        found += [cause for cause in living if cause.branch is branch]
    return found
