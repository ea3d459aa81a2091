"""What run_rules, send_outbox and ring_clock work with."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.clock import resolve_silent
from aftersales.outreach.outbox import Outbox
from aftersales.outreach.rules import case_changed
from aftersales.outreach.send import Sender, send_dispatch
from aftersales.records.case import Case
from aftersales.records.errors import code_of
from aftersales.wiring import clients, stores
from aftersales.wiring.environment import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachApp:
    """Collaborators of everything that leaves the house."""

    store: DossierStore
    workspaces: WorkspaceStore
    outbox: Outbox
    clock: Callable[[], datetime]
    senders: Mapping[str, Sender]

    def case_changed(self, before: Case | None, after: Case) -> str:
        """Apply the rules to one change of a case."""
        return case_changed(
            before,
            after,
            now=self.clock(),
            store=self.store,
            outbox=self.outbox,
            settings_of=self.workspaces.settings,
        )

    def send(self, workspace: str, dispatch: str) -> str:
        """Send one dispatch."""
        return send_dispatch(
            workspace,
            dispatch,
            now=self.clock(),
            outbox=self.outbox,
            store=self.store,
            settings_of=self.workspaces.settings,
            members_of=self.workspaces.members,
            senders=self.senders,
        )

    def ring(self) -> dict[str, int]:
        """Do what time alone brings about, for every workspace; RuntimeError after all had their turn if one is ill."""
        now = self.clock()
        counts = {"queued": 0, "resolved": 0, "overdue": 0}
        failed: list[str] = []
        for workspace in self.workspaces.workspaces():
            try:
                self._ring_for(workspace, now, counts)
            except Exception as error:  # noqa: BLE001 one seller's trouble must not stop the clock of the others
                failed.append(code_of(error))
        if failed:
            raise RuntimeError(f"clock failed: {', '.join(failed)}")
        return counts

    def _ring_for(self, workspace: str, now: datetime, counts: dict[str, int]) -> None:
        for dispatch in self.outbox.due(workspace, now):
            self.outbox.queue(dispatch)
            counts["queued"] += 1
        settings = self.workspaces.settings(workspace)
        counts["resolved"] += resolve_silent(workspace, now=now, store=self.store, settings=settings)
        counts["overdue"] += sum(1 for _ in self.store.cases_due(workspace, now))


def _app(senders: Mapping[str, Sender]) -> OutreachApp:
    return OutreachApp(
        store=stores.dossiers(),
        workspaces=stores.workspaces(),
        outbox=stores.outbox(),
        clock=lambda: datetime.now(UTC),
        senders=senders,
    )


@cache
def rules_app() -> OutreachApp:
    """Connect what run_rules and ring_clock need: they send nothing themselves."""
    return _app({})


@cache
def sending_app() -> OutreachApp:
    """Connect the ways out too."""
    from aftersales.aws.mailer import SesSender
    from aftersales.aws.reply_sender import SesReplySender
    from aftersales.mail.letters import render
    from aftersales.wiring.solicitations import PlatformSender

    mail = SesSender(clients.ses(), setting("MAIL_SENDER"), render, stores.report_pictures())
    replies = SesReplySender(clients.ses(), setting("MAIL_SENDER"))
    return _app(
        {
            "reply": replies,
            "mail": mail,
            "platform": PlatformSender(stores.workspaces(), stores.credentials()),
        }
    )


def case_changes(event: Mapping[str, Any]) -> Sequence[tuple[str, Case | None, Case]]:
    """Read the changes of cases in a stream event: (record id, before, after)."""
    changes = []
    for record in event["Records"]:
        images = record["dynamodb"]
        new, old = images.get("NewImage", {}), images.get("OldImage", {})
        if new.get("kind", {}).get("S") == "case":
            before = Case.model_validate_json(old["body"]["S"]) if "body" in old else None
            changes.append((images["SequenceNumber"], before, Case.model_validate_json(new["body"]["S"])))
    return changes


def dispatches(event: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Read an event of the outbox queue: (message id, workspace, dispatch)."""
    bodies = [(record["messageId"], json.loads(record["body"])) for record in event["Records"]]
    return [(message, body["workspace"], body["dispatch"]) for message, body in bodies]
