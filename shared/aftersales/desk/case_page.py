"""Everything to answer one customer well: the case, its dossier, the conversation and the customer's history."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftersales.cases.dossier import Dossier
from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.acting import case_of
from aftersales.desk.conversation import Turn, conversation
from aftersales.policies.book import Policy, applying
from aftersales.records.case import Case
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Fact
from aftersales.records.message import Message
from aftersales.records.order import Order
from aftersales.records.workspace import Member, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFile:
    """A dossier with what was said in it and what else is known of its customer.

    `timeline` has the newest fact first, `cases` are the customer's other ones.
    """

    dossier: Dossier
    turns: Sequence[Turn]
    timeline: Sequence[Fact]
    orders: Sequence[Order]
    cases: Sequence[Case]
    members: Sequence[Member]
    settings: Settings

    @property
    def policies(self) -> Sequence[Policy]:
        """The platforms' rules that concern this dossier, as they were on the days of their events."""
        found: dict[str, Policy] = {}
        for fact in self.dossier.facts:
            market = fact.record.market if isinstance(fact.record, Order) else None
            on = fact.record.placed_at if isinstance(fact.record, Order) else fact.occurred_at
            for policy in applying(self._platform_of(fact), fact.record.kind, market, on.date()):
                found.setdefault(policy.name, policy)
        return list(found.values())

    def _platform_of(self, fact: Fact) -> str:
        """Whose rules a fact is under: a buyer's mail is under those of the platform that he bought on."""
        if not isinstance(fact.record, Message):
            return fact.platform
        orders = (one.platform for one in self.dossier.facts if one.record == self.dossier.order)
        return next(orders, fact.platform)


def read_case(
    store: DossierStore, workspaces: WorkspaceStore, workspace: str, home: str, number: int
) -> tuple[Case, DossierFile]:
    """Return a case with its file; RejectedError `unknown_case` where this workspace has no such case.

    `home` may be any home of the dossier: a conversation that was later joined to its order is still found.
    """
    settings = workspaces.settings(workspace)
    dossier = store.dossier(workspace, home, settings)
    case = case_of(dossier, number)
    return case, _file(store, workspaces, settings, dossier, case)


def read_file(store: DossierStore, workspaces: WorkspaceStore, workspace: str, home: str) -> DossierFile:
    """Return the file of a dossier, case or none; RejectedError `unknown_case` where nothing is known of `home`."""
    settings = workspaces.settings(workspace)
    dossier = store.dossier(workspace, home, settings)
    if not dossier.facts:
        raise RejectedError("unknown_case")
    return _file(store, workspaces, settings, dossier, None)


def _file(
    store: DossierStore, workspaces: WorkspaceStore, settings: Settings, dossier: Dossier, case: Case | None
) -> DossierFile:
    workspace, order = settings.workspace, dossier.order
    buyer = order.customer.key if order and order.customer else None
    known = case.customer if case else buyer
    others = store.cases_of(workspace, known) if known else ()
    return DossierFile(
        dossier=dossier,
        turns=conversation(dossier),
        timeline=sorted(dossier.facts, key=lambda fact: (fact.occurred_at, fact.id), reverse=True),
        orders=store.orders_of(workspace, known) if known else (),
        cases=[other for other in others if case is None or other.id != case.id],
        members=workspaces.members(workspace),
        settings=settings,
    )
