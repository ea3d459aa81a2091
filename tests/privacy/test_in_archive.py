"""A raw delivery is the person's in whatever way its bytes write a name."""

from dataclasses import replace
from json import dumps
from pathlib import Path

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery, from_lines, to_lines
from aftersales.deliveries.redaction import is_redacted
from aftersales.privacy.in_archive import erase_in_archive
from aftersales.privacy.person import Person
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
