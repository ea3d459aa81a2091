"""An OutreachApp over in-memory stores."""

from collections.abc import Mapping

from aftersales.outreach.send import Sender
from aftersales.records.record import Instant
from aftersales.records.workspace import Member, Role, Settings
from aftersales.wiring.outreach import OutreachApp
from tests.cases.building import STORE, action, fact, message, order
from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore
from tests.outreach.in_memory import InMemoryOutbox

SETTINGS = Settings(workspace="w", name="W", review_pages={STORE: "https://shop.example/review"})


def outreach_app(now: Instant, senders: Mapping[str, Sender] | None = None) -> OutreachApp:
    """A workspace with one resolved case."""
    workspaces = InMemoryWorkspaceStore()
    workspaces.save_settings(SETTINGS)
    workspaces.save_member(Member(workspace="w", email="team@example.com", name="Tea", role=Role.AGENT))
    store = InMemoryDossierStore()
    buyer = {"key": "mail-1", "email": "ann@example.com", "consent": "given", "locale": "de-DE"}
    told = (order(customer=buyer), message(5), action(10, "resolved"))
    store.add([fact(record) for record in told], SETTINGS)
    return OutreachApp(
        store=store, workspaces=workspaces, outbox=InMemoryOutbox(), clock=lambda: now, senders=senders or {}
    )
