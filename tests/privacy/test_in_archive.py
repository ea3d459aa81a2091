"""A raw delivery is the person's in whatever way its bytes write a name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from json import dumps
from pathlib import Path

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery, from_lines, to_lines
from aftersales.deliveries.redaction import is_redacted
from aftersales.privacy.in_archive import erase_in_archive
from aftersales.privacy.person import Person
from aftersales.privacy.walking import Places, Stage
from tests.privacy.erasure_contract import errand
from tests.privacy.house import START, WORKSPACE, house, webhook

NAMES = ("Анна Ёжикова", "Éloïse Ångström", "Zelda 🌸 Quux", 'Yorick "Yo" Plugh')


def test_a_name_is_found_as_json_writes_it(tmp_path: Path) -> None:
    """Senders escape what is not ASCII or do not; capitals, quotation marks and emoji are escaped in ways of their own."""
    bodies = [
        dumps({"note": f"ask {name}"}, ensure_ascii=ascii_) for name in NAMES for ascii_ in (True, False)
    ]
    said = [replace(webhook("themes/publish", {}), body=body.encode()) for body in (*bodies, "{}")]
    key, person = (
        f"raw/{WORKSPACE}/shopify/2026-11-04/a",
        Person(names=frozenset(NAMES), first_day="2026-11-01"),
    )
    with house(tmp_path) as home:
        home.archive.put(key, to_lines(said))
        list(
            erase_in_archive(home.app.places, errand(workspace=WORKSPACE, erased_at=START, salt="s"), person)
        )
        kept = from_lines(home.archive.get(key))
    assert [is_redacted(one) for one in kept] == [True] * len(bodies) + [False]


def test_what_a_parser_stumbles_over_is_erased_too(tmp_path: Path) -> None:
    """Bytes are archived before they are read: those that only met a mistake of ours must not keep an errand from its end."""

    def stumbling(_: RawDelivery) -> Parsed:
        raise KeyError("lines")

    said = replace(webhook("orders/updated", {}), body=dumps({"note": NAMES[0]}).encode())
    key, person = (
        f"raw/{WORKSPACE}/shopify/2026-11-04/a",
        Person(names=frozenset(NAMES), first_day="2026-11-01"),
    )
    with house(tmp_path) as home:
        home.archive.put(key, to_lines([said]))
        places = replace(home.app.places, parser_of=lambda _: stumbling)
        list(erase_in_archive(places, errand(workspace=WORKSPACE, erased_at=START, salt="s"), person))
        [kept] = from_lines(home.archive.get(key))
    assert is_redacted(kept)


class Listed:
    """An archive that remembers which keys it was made to name."""

    def __init__(self, objects: dict[str, bytes]) -> None:
        self.objects, self.named = objects, list[str]()

    def list(self, prefix: str, after: str) -> Iterator[str]:
        for key in sorted(self.objects):
            if key.startswith(prefix) and key > after:
                self.named.append(key)
                yield key

    def get(self, key: str) -> bytes:
        return self.objects[key]

    def put(self, key: str, data: bytes) -> None:
        self.objects[key] = data


def _archive(days: int) -> Listed:
    """Two platforms' deliveries that name the person, one a day, the last of them on 30 November."""
    body = dumps({"note": NAMES[0]}).encode()
    said = to_lines([replace(webhook("themes/publish", {}), body=body)])
    last = START.replace(day=30)
    dates = [(last - timedelta(days=number)).date().isoformat() for number in range(days)]
    keys = [f"raw/{WORKSPACE}/{platform}/{day}/a.jsonl" for platform in ("ebay", "shopify") for day in dates]
    return Listed(dict.fromkeys(keys, said))


def _walked(places: Places, archive: Listed, cursor: str, stages: int) -> list[Stage]:
    person = Person(names=frozenset(NAMES), first_day="2026-11-01")
    order = errand(workspace=WORKSPACE, erased_at=START, salt="s", cursor=cursor)
    return list(islice(erase_in_archive(replace(places, archive=archive), order, person), stages))


def _without_words(archive: Listed) -> set[str]:
    return {key for key, body in archive.objects.items() if all(map(is_redacted, from_lines(body)))}


def test_days_before_the_person_was_heard_of_are_not_even_listed(tmp_path: Path) -> None:
    """Years of deliveries lie there; of each platform one old key is met, and the walk goes on at the first day that counts."""
    archive = _archive(days=1000)
    with house(tmp_path) as home:
        _walked(home.app.places, archive, "", 999)
    old = [key for key in archive.named if key.split("/")[3] < "2026-11-01"]
    assert [key.split("/")[2] for key in old] == ["ebay", "shopify"]
    assert _without_words(archive) == {key for key in archive.objects if key.split("/")[3] >= "2026-11-01"}


def test_a_walk_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    """Each stage says how far it is, whatever lies before the next delivery that counts; nothing is left out."""
    archive = _archive(days=1000)
    archive.objects |= {f"raw/{WORKSPACE}/shopify/2026-11-10/{number:03}.jsonl": b"" for number in range(150)}
    cursor, stages = "", 0
    with house(tmp_path) as home:
        while some := _walked(home.app.places, archive, cursor, 1):
            assert some[0].cursor > cursor
            cursor, stages = some[0].cursor, stages + 1
    assert stages == 3
    looked_at = [key for key in archive.named if key.split("/")[3] >= "2026-11-01"]
    assert _without_words(archive) == set(looked_at)
