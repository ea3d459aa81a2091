"""R4: whatever is delivered, how often and in which order, before or after somebody is erased: the end is the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.customers.forgetting import forgotten, home_mark
from aftersales.records.fact import Fact
from aftersales.records.order import Customer
from tests.cases.building import SETTINGS, at, back, fact, message, order, parcel, reading, refund, review
from tests.cases.in_memory import InMemoryDossierStore
from tests.privacy.erasure_contract import MARK

ANN = Customer(key="mail-1", name="Ann Example", email="ann@example.com")
SAID = message(5, customer="mail-1", customer_name="Ann", address="ann@example.com")
FACTS = [
    fact(one)
    for one in (
        order(customer=ANN, tracking_numbers=("TN1",)),
        order(customer=ANN, updated_at=at(30), status="shipped"),
        SAID,
        reading(SAID),
        message(6, "agent", text="Dear Ann"),
        back(12),
        refund(14, reason="Ann called"),
        review(20, 1, author="Ann", customer="mail-1"),
        parcel(22, "lost"),
        message(70, text="I am back."),
    )
]
WORDS = ("Ann", "ann@example.com", "mail-1", "does not fit", "Meh.")
MARKS = {home_mark(one.home): MARK.having(customers=None) for one in FACTS}


def erase(store: InMemoryDossierStore) -> None:
    """Mark every home, then blank what is there."""
    store.marks.update({("w", name): mark for name, mark in MARKS.items()})
    known = store.facts("w")
    blank = [forgotten(one, MARKS.get) for one in known]
    store.replace([new for old, new in zip(known, blank, strict=True) if old != new], SETTINGS)


def told(store: InMemoryDossierStore) -> tuple[list[Fact], list[str]]:
    """All facts, and what the cases say but for how much was seen."""
    cases = [case.having(seen=0).model_dump_json() for case in store.all_cases("w")]
    return store.facts("w"), cases


@settings(max_examples=25)
@given(
    order_=st.permutations(range(len(FACTS))),
    again=st.lists(st.integers(0, len(FACTS) - 1), max_size=6),
    when=st.integers(0, len(FACTS)),
)
def test_the_end_is_the_same(order_: list[int], again: list[int], when: int) -> None:
    """Byte for byte, and without a word that was said before."""
    store, undisturbed = InMemoryDossierStore(), InMemoryDossierStore()
    undisturbed.add(FACTS, SETTINGS)
    erase(undisturbed)
    for place, number in enumerate([*order_, *again]):
        if place == when:
            erase(store)
        store.add([FACTS[number]], SETTINGS)
    erase(store)
    assert told(store) == told(undisturbed)
    everything = "".join(map(str, told(store)))
    assert [word for word in WORDS if word in everything] == []
    assert "I am back." in everything
