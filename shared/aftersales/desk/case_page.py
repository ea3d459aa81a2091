"""Everything to answer one customer well: the case, its dossier, the conversation and the customer's history."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftersales.cases.dossier import Dossier
from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.acting import case_of
from aftersales.desk.conversation import Turn, conversation
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.order import Order
from aftersales.records.workspace import Member, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What the page of a case shows; `timeline` has the newest fact first."""

    case: Case
    dossier: Dossier
    turns: Sequence[Turn]
    timeline: Sequence[Fact]
    orders: Sequence[Order]
    cases: Sequence[Case]
    members: Sequence[Member]
    settings: Settings


def read_case(
    store: DossierStore, workspaces: WorkspaceStore, workspace: str, home: str, number: int
) -> CaseFile:
    """Collect a case's file; RejectedError `unknown_case` where this workspace has no such case.

    `home` may be any home of the dossier: a conversation that was later joined to its order is still found.
    """
    settings = workspaces.settings(workspace)
    dossier = store.dossier(workspace, home, settings)
    case = case_of(dossier, number)
    known = case.customer
    return CaseFile(
        case=case,
        dossier=dossier,
        turns=conversation(dossier),
        timeline=sorted(dossier.facts, key=lambda fact: (fact.occurred_at, fact.id), reverse=True),
        orders=store.orders_of(workspace, known) if known else (),
        cases=[other for other in (store.cases_of(workspace, known) if known else ()) if other.id != case.id],
        members=workspaces.members(workspace),
        settings=settings,
    )
