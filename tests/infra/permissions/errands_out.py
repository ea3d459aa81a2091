"""Errands of the functions that follow from facts, from cases and from the clock."""

from datetime import timedelta
from typing import Any

from aftersales.lake.manifest import Manifest, manifest_key
from aftersales.mail.writer import MailAlertWriter
from aftersales.records.alert import Alert, Finding, Severity
from aftersales.records.alert_rule import Watch
from aftersales.records.fact import Fact
from infra.local.seller.marketplace import Marketplace
from infra.local.seller.markets import AMAZON
from infra.local.seller.shapes import Order
from infra.local.seller.world import build
from tests.cases.building import START, STORE, action, back, fact, message, order
from tests.infra.permissions.stage import Stage, Stock
from tests.infra.permissions.stories import BUYER, WORKSPACE, changes_of, connect, move_in, now, queued
from tests.outreach.outbox_contract import dispatch

SOLD, RETURNED = 30, 15
"""Units of one product within the last weeks: enough for a confirmed alert."""
AT_HAND = 3
"""Orders that the table still holds when the figures are made: pages and errands speak of these."""

ALERT = Alert(
    workspace=WORKSPACE,
    id="1",
    finding=Finding(
        rule="return_rate",
        watch=Watch.THRESHOLD,
        severity=Severity.CONFIRMED,
        metric="return_rate.units.by_order",
        subject="SKU-1",
        filters={"sku": "SKU-1"},
        value=0.5,
        low=0.3,
        high=0.7,
        numerator=15,
        denominator=30,
        threshold=0.05,
        first_day="2026-01-01",
        last_day="2026-03-31",
    ),
    severity=Severity.CONFIRMED,
    opened_at=START,
    updated_at=START,
)


def ago(days: float) -> float:
    """Return the hours from the builders' start to so many days before now."""
    return (now() - START) / timedelta(hours=1) - 24 * days


def write_lake(stage: Stage) -> None:
    """Facts, cases, and a record that nobody can read."""
    move_in(stage, [fact(order()), fact(message(1))])
    changes = changes_of(stage)
    changes["Records"].append({"eventID": "x", "dynamodb": {"SequenceNumber": "999", "NewImage": {}}})
    answer = stage.run("write_lake", changes)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "999"}]}


def refresh_cubes(stage: Stage) -> None:
    """A build of another day, nothing new, a late fact that restates a week which was over, and a batch that comes twice."""
    fill_lake(stage)
    assert stage.run("refresh_cubes", {"workspace": WORKSPACE})[WORKSPACE]["objects"] == 0
    _begin_earlier(stage)
    move_in(stage, [fact(order(ago(55), key="late", number="late", customer=BUYER))])
    stage.run("write_lake", changes_of(stage))
    assert stage.run("refresh_cubes", {})[WORKSPACE]["restated"] > 0
    s3, bucket = stage.client("s3"), stage.name_of("LakeBucket")
    key = s3.list_objects_v2(Bucket=bucket, Prefix=f"facts/workspace={WORKSPACE}/")["Contents"][0]["Key"]
    body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    s3.put_object(Bucket=bucket, Key=key.replace(".parquet", "-again.parquet"), Body=body)
    assert stage.run("refresh_cubes", {})[WORKSPACE]["restated"] == 0


def _begin_earlier(stage: Stage) -> None:
    """Let the first build have been on another day: on the first one nothing is restated."""
    s3, place = stage.client("s3"), {"Bucket": stage.name_of("LakeBucket"), "Key": manifest_key(WORKSPACE)}
    manifest = Manifest.model_validate_json(s3.get_object(**place)["Body"].read())
    s3.put_object(**place, Body=manifest.having(began_on="2020-01-01").model_dump_json().encode())


def compact_lake(stage: Stage) -> None:
    """Small objects, something to forget, and nothing to do the second time."""
    fill_lake(stage)
    key = f"erased/workspace={WORKSPACE}/ann.json"
    stage.client("s3").put_object(Bucket=stage.name_of("LakeBucket"), Key=key, Body=b'{"homes": []}')
    assert stage.run("compact_lake", {})[WORKSPACE]["merged"] > 0
    assert stage.run("compact_lake", {})[WORKSPACE]["merged"] == 0


def run_rules(stage: Stage) -> None:
    """A case that is resolved and may be followed by an invitation at once; then the same change again."""
    move_in(stage, _resolved())
    for _ in range(2):
        assert stage.run("run_rules", changes_of(stage)) == {"batchItemFailures": []}
    planned = stage.outbox.get(WORKSPACE, f"invitation/order:{STORE}/900")
    assert planned is not None
    assert planned.reason == ""


def _resolved() -> list[Fact]:
    told = (
        order(ago(20), customer=BUYER),
        message(ago(10)),
        action(ago(5), "resolved"),
    )
    return [fact(record) for record in told]


def send_outbox(stage: Stage) -> None:
    """An alert, a report with pictures, an invitation by mail, one through Amazon, and one that its dossier forbids."""
    move_in(stage, _resolved())
    stage.run("run_rules", changes_of(stage))
    stage.client("s3").put_object(Bucket=stage.name_of("ReportsBucket"), Key="reports/w/a.png", Body=b"png")
    world = build(now=now(), orders=300)
    with Marketplace(world, now) as marketplace:
        connect(stage, STORE, "amazon", marketplace.credentials(AMAZON), address="SELLER")
        names = [f"invitation/order:{STORE}/900", "solicitation", "alert/1", "stranger"]
        for one in (
            dispatch(
                id="alert/1",
                to=("manager@example.com",),
                letter="alert",
                attachments=("reports/w/a.png",),
                data=MailAlertWriter("https://console.example").alert(ALERT, "en"),
            ),
            dispatch(**_solicitation(_open_to_solicitation(world.orders))),
            dispatch(id="stranger", kind="invitation", home="order:shop/none", store=STORE, case=1),
        ):
            stage.outbox.put(one)
        stage.run("send_outbox", queued({"workspace": WORKSPACE, "dispatch": name} for name in names))
        assert [one.status for one in marketplace.recorded] == [201]
    ends = {one.id: (one.state.value, one.reason) for one in stage.outbox.recent(WORKSPACE, 9)}
    assert ends == {
        **dict.fromkeys(names[:3], ("sent", "")),
        "stranger": ("refused", "no_order"),
    }


def _open_to_solicitation(orders: tuple[Order, ...]) -> Order:
    return next(
        one
        for one in orders
        if one.market.store == AMAZON
        and one.shipped_at
        and timedelta(days=16) < now() - one.placed_at < timedelta(days=30)
    )


def _solicitation(sold: Order) -> dict[str, Any]:
    place = sold.market.marketplace.id if sold.market.marketplace else ""
    return {
        "id": "solicitation",
        "kind": "alert",
        "channel": "platform",
        "store": STORE,
        "data": {"order": sold.id, "channel": place},
    }


def ring_clock(stage: Stage) -> None:
    """A dispatch whose time has come, an answered case that stayed silent, and a case that is overdue."""
    late = (
        order(ago(40)),
        message(ago(30), thread="t9", key="k9", order_number=None),
        message(ago(29)),
        message(ago(28), "agent"),
    )
    move_in(stage, [fact(record) for record in late])
    stage.outbox.put(dispatch(created_at=START, not_before=START + timedelta(hours=1)))
    assert stage.run("ring_clock", {}) == {"queued": 1, "resolved": 1, "overdue": 1}


def watch_metrics(stage: Stage) -> None:
    """A product that comes back too often: an alert, and a letter to the product team."""
    fill_lake(stage)
    seen = stage.run("watch_metrics", {})
    assert seen[WORKSPACE]["confirmed"] == seen[WORKSPACE]["letters"] == 1, seen


def send_reports(stage: Stage) -> None:
    """The schedule; and the same report asked for once more, by hand."""
    fill_lake(stage)
    made = stage.run("send_reports", {})
    assert made["link"]
    stage.run("send_reports", {"workspace": WORKSPACE})


_FILLED: list[Stock] = []


def fill_lake(stage: Stage) -> None:
    """Let a product be sold and half of it come back, as far as the figures; what comes of it is made once for all stages."""
    if _FILLED:
        stage.put_stock(_FILLED[0])
    else:
        _fill(stage)
        _FILLED.append(stage.stock())


def _fill(stage: Stage) -> None:
    """Sell a product, take half of it back, append it all to the lake, and let the figures see it."""
    sold = [
        order(ago(60 - number), key=str(number), number=str(number), customer=BUYER) for number in range(SOLD)
    ]
    returned = [
        back(ago(40 - number), key=f"r{number}", order=str(number), status="received")
        for number in range(RETURNED)
    ]
    asked = [message(ago(9), order_number="1"), message(ago(8), "agent", order_number="1")]
    move_in(stage, [fact(record) for record in (*sold, *returned, *asked)])
    stage.run("write_lake", changes_of(stage))
    stage.run("refresh_cubes", {})
    # Their facts are in the lake, and with moto every call costs by what the table holds.
    dossiers = [f"{WORKSPACE}#order:{STORE}/{number}" for number in range(AT_HAND, SOLD)]
    stage.table.delete_many(
        [
            {"PK": dossier, "SK": item["SK"]["S"]}
            for dossier in dossiers
            for item in stage.table.query("PK = :dossier", {"dossier": dossier})
        ]
    )
