"""DynamoDossierStore keeps the contract, stays within its write units and heals after a crash."""

from collections.abc import Iterator, Sequence

import pytest

from aftersales.aws.dossiers import DynamoDossierStore
from aftersales.aws.table import Plain, Table
from tests.aws.table import moto_table
from tests.cases.building import SETTINGS, STORE, fact, message, order
from tests.cases.in_memory import InMemoryDossierStore
from tests.cases.store_contract import DossierStoreContract


@pytest.fixture
def table() -> Iterator[Table]:
    """A fresh table in moto."""
    with moto_table() as made:
        yield made


class TestDynamoDossierStore(DossierStoreContract):
    @pytest.fixture
    def store(self, table: Table) -> DynamoDossierStore:
        return DynamoDossierStore(table)


class _CrashingTable(Table):
    """Dies at the n-th write."""

    def __init__(self, inner: Table, survive: int) -> None:
        self.__dict__.update(inner.__dict__)
        self._survive = survive

    def put(self, values: object, **options: object) -> bool:
        if self._survive == 0:
            raise SystemError("the process is gone")
        self._survive -= 1
        return super().put(values, **options)  # type: ignore[arg-type]

    def put_many(self, items: Sequence[Plain]) -> None:
        """Link by link, so that it can die between two of them."""
        for item in items:
            self.put(item)


@pytest.mark.parametrize("survive", range(5))
def test_a_crash_after_any_write_heals_when_the_delivery_comes_again(table: Table, survive: int) -> None:
    """I2: whichever write was the last one done, adding the same facts again ends in the same dossier."""
    facts = [fact(order()), fact(message(5))]
    with pytest.raises(SystemError):
        DynamoDossierStore(_CrashingTable(table, survive)).add(facts, SETTINGS)
    store = DynamoDossierStore(table)
    store.add(facts, SETTINGS)
    undisturbed = InMemoryDossierStore()
    undisturbed.add(facts, SETTINGS)
    expected = undisturbed.dossier("w", f"order:{STORE}/900", SETTINGS)
    assert store.dossier("w", f"order:{STORE}/900", SETTINGS) == expected
    assert store.case("w", f"order:{STORE}/900", 1) == expected.cases[0]


def test_a_repeated_delivery_costs_one_refused_write_per_fact(table: Table) -> None:
    """The dedupe is the conditional put itself; a repetition writes no case."""
    store = DynamoDossierStore(table)
    facts = [fact(order()), fact(message(5))]
    store.add(facts, SETTINGS)
    before = table.write_units
    store.add(facts, SETTINGS)
    assert table.write_units - before == len(facts)
