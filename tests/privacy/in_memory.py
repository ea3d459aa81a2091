"""Errands and marks in memory, beside dossiers in memory; tests/privacy/erasure_contract.py proves them equal to the adapter."""

from collections.abc import Iterable, Mapping, Sequence

from aftersales.customers.forgetting import customers_of
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.erasure import Erasure, Mark
from aftersales.records.order import Order
from tests.cases.in_memory import InMemoryDossierStore


class InMemoryErasureStore:
    """Plays `ErasureStore`."""

    def __init__(self, dossiers: InMemoryDossierStore) -> None:
        self._dossiers = dossiers
        self._kept: dict[tuple[str, str], Erasure] = {}

    def requests(self, workspace: str) -> Sequence[PrivacyRequest]:
        newest: dict[str, PrivacyRequest] = {}
        for fact in sorted(self._dossiers.facts(workspace), key=lambda fact: (fact.version, fact.id)):
            if isinstance(fact.record, PrivacyRequest):
                newest[fact.home] = fact.record
        return sorted(newest.values(), key=lambda request: (request.due_at, request.home))

    def erasure(self, workspace: str, request: str) -> Erasure | None:
        return self._kept.get((workspace, request))

    def erasures(self, workspace: str) -> Sequence[Erasure]:
        return [one for (owner, _), one in sorted(self._kept.items()) if owner == workspace]

    def begin_erasure(self, erasure: Erasure) -> Erasure:
        return self._kept.setdefault((erasure.workspace, erasure.request), erasure)

    def save_erasure(self, erasure: Erasure) -> None:
        self._kept[erasure.workspace, erasure.request] = erasure

    def keep_marks(self, workspace: str, marks: Mapping[str, Mark]) -> None:
        self._dossiers.marks.update({(workspace, name): mark for name, mark in marks.items()})

    def marks(self, workspace: str, names: Iterable[str]) -> Mapping[str, Mark]:
        found = {name: self._dossiers.marks.get((workspace, name)) for name in names}
        return {name: mark for name, mark in found.items() if mark}

    def homes_of(self, workspace: str, customer: str) -> Sequence[str]:
        orders = {
            fact.home
            for fact in self._dossiers.facts(workspace)
            if isinstance(fact.record, Order) and customer in customers_of(fact)
        }
        cases = {case.home for case in self._dossiers.all_cases(workspace) if case.customer == customer}
        return sorted(orders | cases)
