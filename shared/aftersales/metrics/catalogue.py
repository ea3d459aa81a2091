"""Every metric contract by its name."""

from types import MappingProxyType

from aftersales.metrics import (
    answering,
    automation,
    backlog,
    contacts,
    costs,
    disputes,
    exchanges,
    experience,
    logistics,
    people,
    refunds,
    repurchase,
    resolving,
    returns,
    reviews,
    satisfaction,
    sessions,
    stars,
    warehouse,
)
from aftersales.metrics.contract import Contract
from aftersales.records.errors import RejectedError

_ALL: tuple[Contract, ...] = (
    *returns.CONTRACTS,
    *exchanges.CONTRACTS,
    *refunds.CONTRACTS,
    *disputes.CONTRACTS,
    *reviews.CONTRACTS,
    *stars.CONTRACTS,
    *experience.CONTRACTS,
    *repurchase.CONTRACTS,
    *costs.CONTRACTS,
    *logistics.CONTRACTS,
    *warehouse.CONTRACTS,
    *answering.CONTRACTS,
    *sessions.CONTRACTS,
    *resolving.CONTRACTS,
    *backlog.CONTRACTS,
    *contacts.CONTRACTS,
    *satisfaction.CONTRACTS,
    *people.CONTRACTS,
    *automation.CONTRACTS,
)
CONTRACTS = MappingProxyType({contract.name: contract for contract in _ALL})


def contract(name: str) -> Contract:
    """Return a contract; RejectedError if there is none of that name."""
    found = CONTRACTS.get(name)
    if found is None:
        raise RejectedError("no_such_metric", name[:60])
    return found
