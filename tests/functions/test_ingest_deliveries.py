"""ingest_deliveries: a batch of the queue becomes facts; only what failed goes back."""

from aftersales.records.case import CaseState
from aftersales.wiring.ingest import IngestApp
from functions.ingest_deliveries.handler import handler
from tests.cases.building import at
from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore
from tests.functions.events import event
from tests.intake.in_memory import InMemoryDeliveryLog, InMemoryTextQueue
from tests.intake.test_ingest import InMemoryArchive


def test_a_lost_parcel_becomes_a_case_and_bad_messages_go_back() -> None:
    """One good push is stored; a broken message and a notification of an unknown account are handed back."""
    store = InMemoryDossierStore()
    app = IngestApp(
        store=store,
        workspaces=InMemoryWorkspaceStore(),
        archive=InMemoryArchive(),
        texts=InMemoryTextQueue(),
        log=InMemoryDeliveryLog(),
        clock=lambda: at(2),
        erased=lambda _workspace, _names: (),
    )
    answer = handler(event("ingest_deliveries", "mixed_batch"), None, app)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "a2"}, {"itemIdentifier": "a3"}]}
    (case,) = store.cases("w", CaseState.WAITING, limit=9)[0]
    assert (case.triggers, case.home) == (("parcel",), "parcel:LX000000001CN")
