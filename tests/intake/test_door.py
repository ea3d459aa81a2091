"""The webhook door: verify, write once, answer."""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping

import pytest

from aftersales.deliveries.envelope import INLINE_BYTES, Claim, open_envelope
from aftersales.deliveries.raw import RawDelivery, from_lines
from aftersales.deliveries.webhook import Outcome, WebhookRequest
from aftersales.intake.door import Answer, DoorConfig, receive
from aftersales.platforms.registry import check_of
from aftersales.records.errors import UnavailableError
from tests.intake.door_fakes import InMemoryArchive, InMemoryDoorConfigs, InMemoryQueue

SECRET = "shpss_hush"
BODY = '{"id":1,"note":"Größe"}'.encode()
SHOP = "aurora-living.myshopify.com"
NOW = 1795312800.25


class Door:
    """A door with everything in memory."""

    def __init__(self, **configs: DoorConfig) -> None:
        self.queue = InMemoryQueue()
        self.archive = InMemoryArchive()
        shop = DoorConfig(
            workspace="demo", platform="shopify", store="aurora", secrets=(SECRET,), account=SHOP
        )
        self.configs = InMemoryDoorConfigs({"shopify-aurora": shop, **configs})

    def receive(
        self,
        body: bytes = BODY,
        headers: Mapping[str, str] | None = None,
        *,
        connection: str = "shopify-aurora",
    ) -> Answer:
        request = WebhookRequest(
            method="POST", headers=_signed(body) if headers is None else headers, body=body, received_at=NOW
        )
        return receive(
            request,
            connection,
            configs=self.configs,
            check_of=check_of,
            queue=self.queue,
            archive=self.archive,
        )


def _signed(body: bytes, secret: str = SECRET, shop: str = SHOP) -> dict[str, str]:
    return {
        "x-shopify-hmac-sha256": b64encode(hmac.digest(secret.encode(), body, "sha256")).decode(),
        "x-shopify-topic": "orders/updated",
        "x-shopify-shop-domain": shop,
        "x-shopify-event-id": "98880550",
    }


def _only(door: Door) -> RawDelivery:
    [message] = door.queue.messages
    found = open_envelope(message)
    assert isinstance(found, RawDelivery)
    return found


def test_one_write_then_the_answer() -> None:
    """A verified delivery is written once, with its bytes and what a parser needs, and then answered."""
    door = Door()
    answer = door.receive()
    assert (answer.status, answer.outcome, answer.platform, answer.workspace) == (
        200,
        Outcome.STORED,
        "shopify",
        "demo",
    )
    delivery = _only(door)
    assert delivery.body == BODY
    assert (delivery.workspace, delivery.connection, delivery.store) == ("demo", "shopify-aurora", "aurora")
    assert (delivery.channel, delivery.name) == ("webhook", "orders/updated")
    assert delivery.received_at == "2026-11-22T02:00:00.250+00:00"
    assert delivery.headers == {"shop-domain": SHOP, "event-id": "98880550"}
    assert len(door.archive.objects) == 0


def test_one_changed_byte_is_refused_and_not_written() -> None:
    """A forged body gets the platform's status and leaves nothing behind."""
    door = Door()
    answer = door.receive(BODY + b" ", _signed(BODY))
    assert (answer.status, answer.outcome, answer.reason) == (401, Outcome.REJECTED, "signature_wrong")
    assert len(door.queue) == 0


@pytest.mark.parametrize("connection", ["other", "", "../../secret", "UPPER", "a" * 64, "a/b", "a b", "x\n"])
def test_unknown_connection_says_nothing_more(connection: str) -> None:
    """What no seller has made does not exist, and a name that cannot be one is not even looked up."""
    answer = Door().receive(connection=connection)
    assert (answer.status, answer.reply, answer.platform) == (404, "", "")


def test_names_that_cannot_be_are_not_looked_up() -> None:
    """A path in a name must never reach the parameters."""
    door = Door()
    door.receive(connection="../../secret")
    assert door.configs.asked == 0


@pytest.mark.parametrize("secrets", [(), ("",)])
def test_unconfigured_connection_is_closed(secrets: tuple[str, ...]) -> None:
    """Without a secret nobody gets in, not even with a signature by the empty key."""
    door = Door(fresh=DoorConfig(workspace="demo", platform="shopify", store="fresh", secrets=secrets))
    assert door.receive(BODY, _signed(BODY, secret=""), connection="fresh").status == 401
    assert len(door.queue) == 0


def test_delivery_of_another_shop_is_refused() -> None:
    """One secret signs for all shops of an app, so a delivery of a stranger's own shop must not enter here."""
    door = Door()
    answer = door.receive(BODY, _signed(BODY, shop="attacker.myshopify.com"))
    assert (answer.status, answer.reason, len(door.queue)) == (401, "account_is_another", 0)
    assert door.receive(BODY, _signed(BODY, shop=SHOP.upper())).status == 200


def test_handshake_writes_nothing() -> None:
    """A ping is answered and is no delivery."""
    door = Door(woo=DoorConfig(workspace="demo", platform="woocommerce", store="woo", secrets=("s",)))
    answer = door.receive(b"webhook_id=1", {}, connection="woo")
    assert (answer.status, answer.outcome, len(door.queue)) == (200, Outcome.HANDSHAKE, 0)


@pytest.mark.parametrize("platform", ["amazon", "unheard-of"])
def test_platform_without_webhooks_has_no_door(platform: str) -> None:
    """A connection of a platform that sends no webhooks cannot be written to from outside."""
    door = Door(main=DoorConfig(workspace="demo", platform=platform, store="main", secrets=("s",)))
    assert door.receive(connection="main").status == 404


@pytest.mark.parametrize("size", [1, 255 * 1024, 257 * 1024, 1024 * 1024 + 1, 5 * 1024 * 1024])
def test_every_size_is_stored(size: int) -> None:
    """A delivery whose message exceeds what the queue takes goes to the archive, and its claim to the queue."""
    door = Door()
    body = b"x" * size
    assert door.receive(body).status == 200
    [message] = door.queue.messages
    assert len(message) <= INLINE_BYTES
    found = open_envelope(message)
    if isinstance(found, Claim):
        [found] = from_lines(door.archive.objects[found.key])
    assert found.body == body


def test_base64_counts_towards_the_size() -> None:
    """A body below the limit may be above it as a message."""
    door = Door()
    door.receive(b"x" * (INLINE_BYTES * 3 // 4))
    assert isinstance(open_envelope(door.queue.messages[0]), Claim)


def test_large_delivery_repeated_is_the_same_object() -> None:
    """The key of a claim follows from its content, and lies by workspace, platform and day."""
    door = Door()
    for _ in range(2):
        door.receive(b"x" * INLINE_BYTES)
    [key] = door.archive.objects
    assert key.startswith("raw/demo/shopify/2026-11-22/")


def test_queue_that_is_away_makes_the_platform_come_again() -> None:
    """Nothing is acknowledged that was not written."""
    door = Door()
    door.queue.is_down = True
    answer = door.receive()
    assert (answer.status, answer.outcome, answer.reason) == (503, Outcome.UNAVAILABLE, "queue")


def test_unreadable_configuration_makes_the_platform_come_again() -> None:
    """Not knowing a connection because the service is away is not the same as there being none."""

    class Away:
        def find(self, connection: str) -> DoorConfig | None:
            raise UnavailableError("parameters", "ThrottlingException")

    request = WebhookRequest(method="POST", headers=_signed(BODY), body=BODY, received_at=NOW)
    answer = receive(
        request,
        "shopify-aurora",
        configs=Away(),
        check_of=check_of,
        queue=InMemoryQueue(),
        archive=InMemoryArchive(),
    )
    assert (answer.status, answer.reason) == (503, "parameters")


def test_fifty_times_is_fifty_equal_messages() -> None:
    """The door keeps no memory: repetitions are told apart where facts are written, by content."""
    door = Door()
    for _ in range(50):
        door.receive()
    assert len(set(door.queue.messages)) == 1
    assert b64decode(json.loads(door.queue.messages[0])["body"]) == BODY
