from aftersales.deliveries.webhook import Outcome, WebhookRequest
from aftersales.platforms.mail.recipients import recipients
from aftersales.platforms.registry import check_of
from infra.local.seller.deliveries import last, live
from infra.local.seller.shapes import World
from infra.local.seller.signing import Signed, received

SECRETS = {"shopify-aurora": "shpss_1", "woo-nordlicht": "a&amp;b", "17track-main": "key"}
SPOKEN = {**SECRETS, "woo-nordlicht": "a&b"}  # WordPress signs with the decoded form of its secret
PLATFORM = {"shopify-aurora": "shopify", "woo-nordlicht": "woocommerce", "17track-main": "17track"}


def _request(signed: Signed, body: bytes) -> WebhookRequest:
    headers = {name.lower(): value for name, value in signed.headers.items()}
    return WebhookRequest(method="POST", headers=headers, body=body, received_at=0.0)


def test_the_door_takes_what_the_platforms_sign(world: World) -> None:
    """Each live webhook is accepted with the connection's secret, named and kept as its delivery says."""
    expected = {(one.connection, one.body): one for one in last(world)}
    for signed in live(world, SPOKEN):
        if signed.path:
            check = check_of(PLATFORM[signed.connection])
            verdict = check(_request(signed, signed.body), [SECRETS[signed.connection]])
            delivery = expected[signed.connection, signed.body]
            assert verdict.outcome is Outcome.STORED
            assert verdict.name == delivery.name
            assert verdict.headers == delivery.headers
            assert signed.path == f"/hooks/{signed.connection}"


def test_the_door_refuses_a_changed_byte(world: World) -> None:
    """One byte more, and the signature is wrong."""
    for signed in live(world, SPOKEN):
        if signed.path:
            verdict = check_of(PLATFORM[signed.connection])(
                _request(signed, signed.body + b" "), [SECRETS[signed.connection]]
            )
            assert verdict.outcome is Outcome.REJECTED


def test_the_live_part_covers_every_connection_that_pushes(world: World) -> None:
    """Webhooks of three platforms and mails of three boxes, some forty to sixty in all."""
    found = live(world, SPOKEN)
    assert 40 <= len(found) <= 60
    assert {signed.connection for signed in found} == {
        *SECRETS,
        "mail-aurora",
        "mail-nordlicht",
        "mail-amazon",
    }


def test_a_shop_s_own_answer_is_taken_in_by_its_blind_copy() -> None:
    """It names the customer alone; for whom the service took it in is told by the line that it puts on top."""
    answer = b"From: care@shop.example\nTo: ann@post.example\nMessage-ID: <1@shop.example>\n\nSorry!"
    assert recipients(answer) == ["ann@post.example"]
    assert recipients(received(answer, "care@shop.example")) == ["care@shop.example", "ann@post.example"]
