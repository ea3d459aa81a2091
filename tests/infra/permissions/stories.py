"""Things of a workspace that several errands need, written straight into the stage's stores."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from aftersales.records.fact import Fact
from aftersales.records.workspace import Connection, Member, Role, Settings
from tests.cases.building import STORE
from tests.infra.permissions.resolved import ACCOUNT, REGION
from tests.infra.permissions.stage import Stage

WORKSPACE = "w"
SETTINGS = Settings(
    workspace=WORKSPACE,
    name="W",
    product_team=("colleague@example.com",),
    report_readers=("owner@example.com",),
    review_pages={STORE: "https://shop.example/review"},
)
BUYER = {"key": "mail-1", "name": "Ann", "email": "ann@example.com", "consent": "given", "locale": "de-DE"}


def now() -> datetime:
    """The moment by the clock of this machine: handlers read it, so what happened is told relative to it."""
    return datetime.now(UTC)  # noqa: TID251 a test of handlers with nothing put in their place


def move_in(stage: Stage, facts: Sequence[Fact] = ()) -> None:
    """Save settings, a manager and facts."""
    stage.workspaces.save_settings(SETTINGS)
    stage.workspaces.save_member(
        Member(workspace=WORKSPACE, email="manager@example.com", name="Mo", role=Role.ADMIN, language="en")
    )
    stage.workspaces.save_member(
        Member(workspace=WORKSPACE, email="colleague@example.com", name="Col", role=Role.AGENT, language="en")
    )
    stage.dossiers.add(facts, SETTINGS)


def connect(
    stage: Stage, name: str, platform: str, api: Mapping[str, str] | None = None, **more: Any
) -> None:
    """Save a connection with its parameter."""
    settled = {
        "workspace": WORKSPACE,
        "id": name,
        "platform": platform,
        "store": STORE,
        "name": name,
        "address": name,
    }
    stage.workspaces.save_connection(Connection.model_validate(settled | more))
    stage.put_connection(
        name,
        {
            "workspace": WORKSPACE,
            "platform": platform,
            "store": STORE,
            "secrets": ["secret"],
            "api": dict(api or {}),
        },
    )


def queued(messages: Iterable[object]) -> dict[str, Any]:
    """Return the event of a queue with these messages (JSON, or text as it is)."""
    return {
        "Records": [
            {
                "messageId": f"m{number}",
                "body": message if isinstance(message, str) else json.dumps(message),
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:queue",
            }
            for number, message in enumerate(messages)
        ]
    }


def changes_of(stage: Stage) -> dict[str, Any]:
    """Return the event of the table's stream in which everything in the table was just inserted."""
    items = stage.table.query("PK = :directory", {"directory": "WORKSPACES"})
    assert list(items), "the workspace has not moved in"
    found = stage.client("dynamodb").scan(TableName=stage.table.name)["Items"]
    kept = [item for item in found if item.get("kind", {}).get("S") in {"fact", "case", "moved"}]
    return {
        "Records": [
            {
                "eventID": f"{number:012}",
                "eventName": "INSERT",
                "eventSource": "aws:dynamodb",
                "dynamodb": {"NewImage": item, "SequenceNumber": f"{number + 100:021}"},
            }
            for number, item in enumerate(kept)
        ]
    }
