"""The webhook door: verify the raw bytes, write once, answer. Standard library only; nothing here parses a body."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from re import compile as pattern
from typing import Protocol

from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.webhook import Check, Outcome, Verdict, WebhookRequest
from aftersales.intake.sending import Archive, message_of
from aftersales.records.errors import RejectedError, UnavailableError

CONNECTION = pattern(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorConfig:
    """What the door knows of a connection. `secrets` are the live ones, two during a rotation; none closes the door.

    `account` is the shop whose deliveries may come in here, where the platform names it and one secret signs for many.
    """

    workspace: str
    platform: str
    store: str
    secrets: tuple[str, ...] = ()
    account: str = ""


class DoorConfigs(Protocol):
    """Finds the configuration of a connection."""

    def find(self, connection: str) -> DoorConfig | None:
        """Return it, or None if there is no such connection. Raises UnavailableError."""


class DeliveryQueue(Protocol):
    """The one durable write of a delivery."""

    def send(self, message: str) -> None:
        """Write a message. Raises UnavailableError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to tell the sender, and what to count: `reason` is a code, never something that was sent."""

    status: int
    outcome: Outcome
    reason: str = ""
    reply: str = ""
    platform: str = ""
    workspace: str = ""


def receive(
    request: WebhookRequest,
    connection: str,
    *,
    configs: DoorConfigs,
    check_of: Callable[[str], Check],
    queue: DeliveryQueue,
    archive: Archive,
) -> Answer:
    """Take one request in. A sender learns no more than the status, never what a closed door would have wanted."""
    try:
        config = configs.find(connection) if CONNECTION.fullmatch(connection) else None
        if config is None:
            return Answer(status=404, outcome=Outcome.REJECTED, reason="unknown_connection")
        verdict = _judge(request, config, check_of)
        if verdict.outcome is Outcome.STORED:
            queue.send(message_of(_delivery(request, connection, config, verdict), archive))
    except UnavailableError as error:
        # 503 makes the platform send it again.
        return Answer(status=503, outcome=Outcome.UNAVAILABLE, reason=error.reason)
    return Answer(
        status=verdict.status,
        outcome=verdict.outcome,
        reason=verdict.reason,
        reply=verdict.reply,
        platform=config.platform,
        workspace=config.workspace,
    )


def _judge(request: WebhookRequest, config: DoorConfig, check_of: Callable[[str], Check]) -> Verdict:
    try:
        check = check_of(config.platform)
    except RejectedError as error:
        return Verdict(outcome=Outcome.REJECTED, status=404, reason=error.reason)
    # Without a secret the check still runs, so that a closed door answers like one with another key.
    verdict = check(request, tuple(secret for secret in config.secrets if secret))
    is_strange = verdict.outcome is Outcome.STORED and config.account and verdict.account != config.account
    if is_strange and verdict.account.lower() != config.account.lower():
        return Verdict(outcome=Outcome.REJECTED, status=401, reason="account_is_another")
    return verdict


def _delivery(request: WebhookRequest, connection: str, config: DoorConfig, verdict: Verdict) -> RawDelivery:
    return RawDelivery.of(
        config,
        connection,
        channel="webhook",
        name=verdict.name,
        at=datetime.fromtimestamp(request.received_at, UTC),
        body=request.body,
        headers=verdict.headers,
    )
