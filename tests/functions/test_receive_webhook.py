"""receive_webhook on whole events of API Gateway."""

import json
import re
from typing import Any

import pytest

from aftersales.deliveries.envelope import open_envelope
from aftersales.deliveries.raw import RawDelivery
from aftersales.intake.door import DoorConfig
from aftersales.platforms.parsers import parser_of
from aftersales.wiring.door import DoorApp
from functions.receive_webhook.handler import handler
from tests.functions.events import event
from tests.intake.door_fakes import InMemoryArchive, InMemoryDoorConfigs, InMemoryQueue

CONFIGS = {
    "shopify-aurora": DoorConfig(
        workspace="demo",
        platform="shopify",
        store="shopify-aurora",
        secrets=("shpss_example",),
        account="aurora-living.myshopify.com",
    ),
    # The shop shows `a&amp;b` and signs with what that decodes to.
    "woo-nordlicht": DoorConfig(
        workspace="demo", platform="woocommerce", store="woo-nordlicht", secrets=("a&amp;b",)
    ),
}


@pytest.fixture
def queue() -> InMemoryQueue:
    """The deliveries queue."""
    return InMemoryQueue()


def _invoke(name: str, queue: InMemoryQueue, **changed: Any) -> dict[str, Any]:
    door = DoorApp(configs=InMemoryDoorConfigs(CONFIGS), queue=queue, archive=InMemoryArchive())
    return handler({**event("receive_webhook", name), **changed}, None, door)


def _line(output: str) -> dict[str, Any]:
    [line] = output.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


@pytest.mark.parametrize(
    "name",
    ["shopify_return_requested", "shopify_base64_body", "shopify_header_case", "woocommerce_order_updated"],
)
def test_signed_delivery_is_written_and_answered(name: str, queue: InMemoryQueue) -> None:
    """Text or base64, headers in any letter case: the delivery is on the queue, parses, and the answer is 200."""
    assert _invoke(name, queue)["statusCode"] == 200
    [message] = queue.messages
    delivery = open_envelope(message)
    assert isinstance(delivery, RawDelivery)
    assert parser_of(delivery.platform)(delivery).observations


def test_forged_delivery_gets_the_platforms_status(queue: InMemoryQueue) -> None:
    """One changed word in the body: 401, nothing written, nothing echoed."""
    answer = _invoke("shopify_forged", queue)
    assert (answer["statusCode"], answer["body"], len(queue)) == (401, "", 0)


def test_ping_of_a_new_webhook_is_answered(queue: InMemoryQueue) -> None:
    """The gateway hands a form over as base64; the ping gets its 200."""
    assert (_invoke("woocommerce_ping", queue)["statusCode"], len(queue)) == (200, 0)


def test_unknown_connection_is_not_found(queue: InMemoryQueue) -> None:
    """A path that no seller made is 404."""
    assert (
        _invoke("shopify_return_requested", queue, pathParameters={"connection": "nobody"})["statusCode"]
        == 404
    )


@pytest.mark.parametrize(
    "changed",
    [{"body": None}, {"body": "!", "isBase64Encoded": True}, {"headers": None}, {"pathParameters": None}],
)
def test_odd_events_are_refused(changed: dict[str, Any], queue: InMemoryQueue) -> None:
    """A request without body, headers or parameter is the sender's fault and no fault of ours."""
    assert _invoke("shopify_return_requested", queue, **changed)["statusCode"] in {400, 404}


def test_queue_that_is_away_is_503(queue: InMemoryQueue) -> None:
    """Then the platform sends it again."""
    queue.is_down = True
    assert _invoke("shopify_return_requested", queue)["statusCode"] == 503


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("shopify_return_requested", "stored", ""),
        ("shopify_forged", "rejected", "signature_wrong"),
        ("woocommerce_ping", "handshake", "ping"),
    ],
)
def test_each_request_writes_one_line(
    name: str, outcome: str, reason: str, queue: InMemoryQueue, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line counts the outcome by platform and reason, and holds not a word of what was sent."""
    _invoke(name, queue)
    output = capsys.readouterr().out
    line = _line(output)
    assert (line["outcome"], line["reason"], line["door.requests"]) == (outcome, reason, 1)
    assert (line["workspace"], line["connection"]) == (
        "demo",
        event("receive_webhook", name)["pathParameters"]["connection"],
    )
    assert line["door.duration"] >= 0
    for word in re.findall(r"\w{6,}", "sleeves wrists size_too_small 450789469 3547267221 webhook_id"):
        assert word not in output


def test_metrics_are_in_the_embedded_format(queue: InMemoryQueue, capsys: pytest.CaptureFixture[str]) -> None:
    """CloudWatch reads the metrics out of the line: each named metric and dimension is a field of it."""
    _invoke("shopify_return_requested", queue)
    line = _line(capsys.readouterr().out)
    [directive] = line["_aws"]["CloudWatchMetrics"]
    named = {metric["Name"] for metric in directive["Metrics"]} | {
        name for some in directive["Dimensions"] for name in some
    }
    assert named <= set(line)


def test_made_up_connections_are_not_logged(queue: InMemoryQueue, capsys: pytest.CaptureFixture[str]) -> None:
    """The path is the sender's to choose; what no connection answers to is not repeated."""
    _invoke("shopify_return_requested", queue, pathParameters={"connection": "jane-doe-at-example"})
    assert "jane-doe" not in capsys.readouterr().out
