"""Erasing in the archive: a delivery of the person is replaced by the facts that it stated, blank, under their ids.

A page of many people's orders loses its bytes too, and keeps what it stated of the others. So a replay still gives every fact.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from json import dumps

from aftersales.customers.forgetting import delivery_mark, forgotten
from aftersales.deliveries.parsed import Parse, Parsed, facts_of
from aftersales.deliveries.raw import RawDelivery, from_lines, to_lines
from aftersales.deliveries.redaction import is_redacted, read, redacted
from aftersales.privacy.person import Person
from aftersales.privacy.stores import RawArchive
from aftersales.privacy.walking import Places, Stage, mark_of, marks_of
from aftersales.records.erasure import Erasure, Mark

_DIGITS_OF_A_NUMBER = 7


def erase_in_archive(places: Places, erasure: Erasure, person: Person) -> Iterator[Stage]:
    """Walk through the days since the person was first heard of; on a second round, through those since the first."""
    since = person.first_day
    if erasure.rounds > 1 and erasure.erased_at is not None:
        since = max(since, (erasure.erased_at - timedelta(days=1)).date().isoformat())
    marks, search = marks_of(erasure, person), _Search(erasure, person)
    keys = _keys_since(places.archive, f"raw/{erasure.workspace}/", since, erasure.cursor)
    for _, some in groupby(enumerate(keys), key=lambda pair: pair[0] // 100):
        changed, last = 0, ""
        for _, last in some:
            changed += _rewrite(places, erasure, last, search, marks.get)
        yield Stage(last, {"deliveries": changed} if changed else {})


def _keys_since(archive: RawArchive, prefix: str, since: str, after: str) -> Iterator[str]:
    """Yield the keys of days from `since` on, those after `after`; a platform's older days are stepped over, not listed."""
    for key in archive.list(prefix, after):
        # raw/<workspace>/<platform>/<day>/<name>
        platform, day = key.split("/")[2:4]
        first = f"{prefix}{platform}/{since}"
        if day < since and key < first:
            yield from _keys_since(archive, prefix, since, first)
            return
        yield key


class _Search:
    """Tells, without parsing, whether a delivery may be about the person."""

    def __init__(self, erasure: Erasure, person: Person) -> None:
        self._store = erasure.store if erasure.form == "erase_shop" else None
        self._pointers = _forms(person.pointers | person.names)
        self._own = _forms(name for name in person.names if _is_theirs_alone(name))
        self._names = _forms(person.names)

    def may_concern(self, delivery: RawDelivery) -> bool:
        if self._store is not None:
            return delivery.store == self._store
        return _any(self._pointers, delivery.body)

    def names(self, delivery: RawDelivery, parsed: Parsed) -> bool:
        """Whether its bytes name the person: by an address or a number always, by name alone where nothing else was read."""
        if self._store is not None:
            return True
        is_silent = not parsed.observations or bool(parsed.rejected)
        return _any(self._names if is_silent else self._own, delivery.body)


def _is_theirs_alone(name: str) -> bool:
    return "@" in name or sum(sign.isdigit() for sign in name) >= _DIGITS_OF_A_NUMBER


def _forms(texts: Sequence[str] | Iterator[str] | frozenset[str]) -> list[bytes]:
    """A text as it may stand in bytes, whose capitals are folded: plain, and as JSON writes it, where É and é have no fold."""
    found: set[bytes] = set()
    for text in texts:
        for written in (text, *_in_json(text), *_in_json(text.casefold())):
            found.add(written.casefold().encode("utf-8", "surrogatepass"))
    return sorted(found)


def _in_json(text: str) -> tuple[str, str]:
    return dumps(text)[1:-1], dumps(text, ensure_ascii=False)[1:-1]


def _any(texts: Sequence[bytes], body: bytes) -> bool:
    plain = body.decode("utf-8", "surrogateescape").casefold().encode("utf-8", "surrogateescape")
    return any(text in plain for text in texts)


def _rewrite(
    places: Places, erasure: Erasure, key: str, search: _Search, find: Callable[[str], Mark | None]
) -> int:
    deliveries = from_lines(places.archive.get(key))
    written = [
        _without(one, places.parser_of, search, find) if search.may_concern(one) else one
        for one in deliveries
    ]
    if written == deliveries:
        return 0
    gone = [old.body for old, new in zip(deliveries, written, strict=True) if old != new]
    # First the marks: the same bytes may lie among the dead letters, and come back just now.
    mark = mark_of(erasure, Person())
    places.erasures.keep_marks(erasure.workspace, {delivery_mark(body): mark for body in gone})
    places.archive.put(key, to_lines(written))
    return len(gone)


def _without(
    delivery: RawDelivery,
    parser_of: Callable[[str], Parse],
    search: _Search,
    find: Callable[[str], Mark | None],
) -> RawDelivery:
    parsed = _parsed(delivery, parser_of)
    facts = facts_of(delivery, parsed)
    blank = [forgotten(fact, find) for fact in facts]
    if blank != facts or (not is_redacted(delivery) and search.names(delivery, parsed)):
        return redacted(delivery, blank)
    return delivery


def _parsed(delivery: RawDelivery, parser_of: Callable[[str], Parse]) -> Parsed:
    try:
        return read(delivery, parser_of(delivery.platform))
    except Exception:  # noqa: BLE001 bytes that met a mistake of ours lie here too, and they must not keep a person from being erased
        return Parsed(rejected=("refused",))
