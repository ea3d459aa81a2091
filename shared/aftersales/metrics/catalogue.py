"""Every metric contract by its name."""

from types import MappingProxyType

from aftersales.metrics import refunds, returns, reviews, service
from aftersales.metrics.contract import Contract
from aftersales.records.errors import RejectedError

_ALL: tuple[Contract, ...] = (*returns.CONTRACTS, *refunds.CONTRACTS, *reviews.CONTRACTS, *service.CONTRACTS)
CONTRACTS = MappingProxyType({contract.name: contract for contract in _ALL})


def contract(name: str) -> Contract:
    """Return a contract; RejectedError if there is none of that name."""
    found = CONTRACTS.get(name)
    if found is None:
        raise RejectedError("no_such_metric", name[:60])
    return found
