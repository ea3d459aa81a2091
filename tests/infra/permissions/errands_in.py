"""Errands of the functions through which things come in: events that lead each handler down every path that calls AWS."""

import hmac
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any

from aftersales.deliveries.envelope import INLINE_BYTES, Claim, archive_key
from aftersales.deliveries.raw import RawDelivery, to_lines
from infra.local.seller.marketplace import Marketplace
from infra.local.seller.markets import SHOPIFY
from infra.local.seller.world import build
from tests.cases.building import STORE, fact, message, order
from tests.functions.events import event
from tests.infra.permissions.resolved import STACK
from tests.infra.permissions.stage import Stage
from tests.infra.permissions.stories import WORKSPACE, connect, move_in, now, queued

MAIL = (
    b"From: Ann <ann@example.com>\r\nTo: care@shop.example\r\nMessage-ID: <1@example.com>\r\n"
    b"Date: Mon, 2 Mar 2026 09:00:00 +0000\r\nSubject: Order 1001\r\n\r\nIt does not fit.\r\n"
)


def receive_webhook(stage: Stage) -> None:
    """A small delivery, a forged one, a stranger's, and one too large for the queue."""
    connect(stage, "shop", "shopify")
    for body in (b"{}", b" " * INLINE_BYTES + b"{}"):
        answer = stage.run("receive_webhook", _webhook("shop", body))
        assert answer["statusCode"] == 200, answer
    assert stage.run("receive_webhook", _webhook("nobody", b"{}"))["statusCode"] == 404
    assert stage.run("receive_webhook", event("receive_webhook", "shopify_forged"))["statusCode"] == 404


def _webhook(connection: str, body: bytes) -> dict[str, Any]:
    signature = b64encode(hmac.digest(b"secret", body, "sha256")).decode()
    return {
        "headers": {"x-shopify-hmac-sha256": signature, "x-shopify-topic": "orders/updated"},
        "body": body.decode(),
        "isBase64Encoded": False,
        "pathParameters": {"connection": connection},
        "requestContext": {"http": {"method": "POST"}},
    }


def receive_mail(stage: Stage) -> None:
    """A letter, a large one, one to an address that is nobody's, and the service's own set-up notice."""
    connect(stage, "mail", "mail", address="care@shop.example", every_minutes=0)
    bucket = stage.name_of("MailBucket")
    letters = {
        "small": MAIL,
        "large": MAIL + b"x" * INLINE_BYTES,
        "stray": MAIL.replace(b"care@", b"nobody@"),
        "AMAZON_SES_SETUP_NOTIFICATION": MAIL,
    }
    for key, letter in letters.items():
        stage.client("s3").put_object(Bucket=bucket, Key=key, Body=letter)
    outcome = stage.run(
        "receive_mail",
        {
            "Records": [
                {"s3": {"object": {"key": key}}, "eventTime": "2026-03-02T09:00:00.000Z"} for key in letters
            ]
        },
    )
    assert outcome == {"stored": 2, "unknown_recipient": 1, "setup_notice": 1}, outcome


def ingest_deliveries(stage: Stage) -> None:
    """An order, a letter, a claimed batch, a broken message, a delivery that cannot be parsed; a known account, an unknown one, none."""
    move_in(stage)
    connect(stage, "amazon", "amazon", address="SELLER")
    letter = _delivery("mail", "message", MAIL, {"connection-address": "care@shop.example"})
    key = archive_key(WORKSPACE, "mail", letter.received_at, "import-1")
    stage.client("s3").put_object(Bucket=stage.name_of("ArchiveBucket"), Key=key, Body=to_lines([letter]))
    messages = [
        Claim(key).to_json(),
        _delivery("shopify", "orders/updated", b"{", {}).to_json(),
        letter.to_json(),
        {"notificationType": "ORDER_CHANGE", "payload": {"sellerId": "SELLER"}},
        {"notificationType": "SHIPMENT_TRACKING_MILESTONE_CHANGED", "payload": {}},
    ]
    stage.run("ingest_deliveries", queued(messages))
    answer = stage.run("ingest_deliveries", event("ingest_deliveries", "mixed_batch"))
    assert [one["itemIdentifier"] for one in answer["batchItemFailures"]] == ["a2", "a3"]


def _delivery(platform: str, name: str, body: bytes, headers: dict[str, str]) -> RawDelivery:
    return RawDelivery(
        workspace=WORKSPACE,
        connection=platform,
        platform=platform,
        store=STORE,
        channel="webhook",
        name=name,
        received_at="2026-03-02T09:00:00+00:00",
        body=body,
        headers=headers,
    )


def sync_connections(stage: Stage) -> None:
    """A shop with orders, one of them larger than a message may be, a shop that is not due, one without credentials, and one whose platform is away."""
    today = now()
    move_in(stage)
    world = build(now=today, orders=40)
    sold = next(one for one in reversed(world.orders) if one.market.store == SHOPIFY)
    sold.person = replace(sold.person, last="x" * INLINE_BYTES)
    with Marketplace(world, now) as marketplace:
        connect(stage, "shop", "shopify", marketplace.credentials(SHOPIFY), address=marketplace.url)
        connect(stage, "away", "shopify", {"base_url": "http://127.0.0.1:9", "access_token": "x"})
        connect(stage, "idle", "shopify", next_sync_at=today + timedelta(days=1))
        connect(stage, "lost", "shopify")
        stage.client("ssm").delete_parameter(Name=f"/{STACK}/connections/lost")
        done = stage.run("sync_connections", {})
    assert (done["connections"], done["errors"]) == (1, 2), done
    assert done["deliveries"], done


def understand_texts(stage: Stage) -> None:
    """A clear letter, one whose language and mood are in doubt, one that a person wants read closely, all again, and a fact that is gone."""
    asked = [
        fact(message(1, text="Die Jacke ist viel zu klein, ich bin sehr enttäuscht.")),
        fact(message(2, text="Ok, size 42 taglia")),
        fact(message(3, text="The battery dies after ten minutes, I am very disappointed.")),
    ]
    move_in(stage, [fact(order()), *asked])
    texts: list[object] = [{"workspace": WORKSPACE, "home": one.home, "fact": one.id} for one in asked]
    texts.append({"workspace": WORKSPACE, "home": asked[2].home, "fact": asked[2].id, "closely": True})
    texts.append({"workspace": WORKSPACE, "home": asked[0].home, "fact": "gone"})
    for _ in range(2):
        assert stage.run("understand_texts", queued(texts)) == {"batchItemFailures": []}
