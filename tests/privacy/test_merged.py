"""Whoever wrote under two keys that were made one is erased under both."""

from datetime import timedelta
from pathlib import Path

import pytest

from aftersales.customers.identity import customer_key
from aftersales.lake.persons import whereabouts
from aftersales.lake.writer import LakeWriter
from aftersales.records.fact import Fact
from aftersales.records.same_customer import SameCustomer
from tests.lake.in_memory import InMemoryObjects
from tests.privacy.house import SETTINGS, START, STORE, WORKSPACE, House, bought, house, mailed, redaction
from tests.privacy.test_erasing import EMAIL, NAME, stated

OTHER_NAME, OTHER_EMAIL, THIRD_EMAIL, WORD = (
    "Z. Plughsen",
    "plugh@plugh.example",
    "third@third.example",
    "xylophonic",
)
QUESTION = mailed("m6", f"{OTHER_NAME} <{OTHER_EMAIL}>", "A question", f"Are all lamps {WORD}?")


def _key(email: str) -> str:
    key = customer_key(STORE, email=email)
    assert key is not None
    return key


def _merge(key: str, first: str, second: str, hours: float = 30, *, together: bool = True) -> Fact:
    merge = SameCustomer(
        store=STORE, key=key, first=first, second=second, together=together, at=START, member="k"
    )
    return stated(merge, hours)


MERGES = [
    _merge("1", _key(THIRD_EMAIL), _key(EMAIL)),
    _merge("2", _key(THIRD_EMAIL), _key(OTHER_EMAIL)),
]


def _told_apart(home: House) -> set[frozenset[str]]:
    """Return what tells the two orders' buyers from the merged keys: nothing where all were renamed alike."""
    buyers = [
        dossier.order.customer.key
        for key in ("6001", "6005")
        if (dossier := home.dossiers.dossier(WORKSPACE, f"order:{STORE}/{key}", SETTINGS)).order
        and dossier.order.customer
    ]
    merges = [
        fact.record
        for one in MERGES
        for fact in home.dossiers.dossier(WORKSPACE, one.home, SETTINGS).facts
        if isinstance(fact.record, SameCustomer)
    ]
    thirds = {merge.first for merge in merges}
    assert len(thirds) == 1
    return {frozenset({buyer, *thirds}) for buyer in buyers} ^ {
        frozenset({merge.first, merge.second}) for merge in merges
    }


def test_both_keys_of_a_person_are_erased(tmp_path: Path) -> None:
    """Over a third key in between: orders, a mail of no order, the archive, the merges themselves. What was one stays one."""
    hidden = (NAME, EMAIL, OTHER_NAME, OTHER_EMAIL, WORD, *map(_key, (EMAIL, OTHER_EMAIL, THIRD_EMAIL)))
    with house(tmp_path) as home:
        home.ingest(bought(1001, NAME, EMAIL), bought(1005, OTHER_NAME, OTHER_EMAIL), QUESTION)
        home.dossiers.add(MERGES, SETTINGS)
        home.stream()
        before = home.figures()
        home.ingest(redaction([6001], EMAIL, 1701))
        home.now = START + timedelta(days=5)
        home.app.erase(WORKSPACE)
        home.stream()
        assert home.figures() == before
        assert home.left_with(*hidden) == []
        assert _told_apart(home) == set()
        home.ingest(QUESTION)
        home.dossiers.add(MERGES, SETTINGS)
        home.stream()
        assert home.left_with(*hidden) == []


@pytest.mark.parametrize("taken_back", [True, False])
def test_who_was_merged_by_mistake_stays(*, taken_back: bool) -> None:
    """A merge that was taken back says that there are two people: nobody is erased for the other."""
    objects = InMemoryObjects()
    merges = [_merge("1", "ann", "ben", 30), _merge("1", "ann", "ben", 40, together=not taken_back)]
    LakeWriter(objects).write("b1", facts=[*merges, _merge("2", "cat", "dan")])
    found = whereabouts(objects, WORKSPACE, {"ben"})
    assert found.customers == ({"ben"} if taken_back else {"ann", "ben"})
    assert found.homes == [merges[0].home]
