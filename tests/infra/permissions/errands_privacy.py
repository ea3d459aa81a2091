"""Errands of those who answer people's requests about their own data."""

from datetime import timedelta

from aftersales.deliveries.raw import RawDelivery, to_lines
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.erasure import Erasure, Step
from aftersales.records.report import ReportMade
from aftersales.web.addresses import encode_home
from tests.cases.building import STORE, fact
from tests.infra.permissions.errands_out import fill_lake
from tests.infra.permissions.stage import Stage
from tests.infra.permissions.stories import BUYER, SETTINGS, WORKSPACE, changes_of, move_in, now
from tests.outreach.outbox_contract import dispatch
from tests.web.in_memory import Browser

REQUEST = f"privacy:{STORE}/r"


def erase_customers(stage: Stage) -> None:
    """A customer in every place; an erasure that begins, and one in its second round that ends."""
    fill_lake(stage)
    keep_words(stage)
    asked = PrivacyRequest(
        store=STORE,
        key="r",
        form="erase_customer",
        customer=BUYER["key"],
        orders=("1",),
        requested_at=now() - timedelta(days=20),
        due_at=now() + timedelta(days=1),
    )
    move_in(stage, [fact(asked)])
    stage.run("write_lake", changes_of(stage))
    assert stage.run("erase_customers", {})[WORKSPACE] == {"ordered": 1, "open": 1, "late": 1}
    stage.run("refresh_cubes", {})
    errand = waiting(stage)
    assert errand.found["reports"] == errand.found["letters"] == errand.found["deliveries"] == 1
    save(stage, errand.having(rounds=2, looked_at=now() - timedelta(days=1)))
    assert stage.run("erase_customers", {"workspace": WORKSPACE})[WORKSPACE]["done"] == 1


def walk_privacy(walker: Browser, stage: Stage) -> None:
    """A privacy case: its card, the copy, and the order to erase."""
    asked = PrivacyRequest(
        store=STORE,
        key="walk",
        form="erase_customer",
        customer=BUYER["key"],
        requested_at=now(),
        due_at=now() + timedelta(days=30),
    )
    stage.dossiers.add([fact(asked)], SETTINGS)
    case = f"/cases/{encode_home(asked.home)}/1"
    walker.get(f"{case}/personal-data.zip")
    walker.get(case)
    walker.submit(f"{case}/erase", sure="yes")
    order = f"/cases/{encode_home(f'order:{STORE}/1')}/1"
    walker.get(order)
    walker.submit(f"{order}/privacy", form="export")


def keep_words(stage: Stage) -> None:
    """A letter, a report with a quote, a labelled text, and a delivery as it came."""
    stage.outbox.put(dispatch(home=f"order:{STORE}/1", store=STORE, created_at=now() - timedelta(days=1)))
    key, page = "reports/w/en.html", b"<blockquote><p>It does not fit.</p></blockquote>"
    stage.client("s3").put_object(Bucket=stage.name_of("ReportsBucket"), Key=key, Body=page)
    stage.shelf.save_report(
        ReportMade(
            workspace=WORKSPACE, id="r", kind="weekly", period="w", created_at=now(), files={"en.html": key},
            provisional=False, headline={},
        )
    )  # fmt: skip
    raw = RawDelivery(
        workspace=WORKSPACE, connection=STORE, platform="shopify", store=STORE, channel="webhook", name="customers/update",
        received_at=now().isoformat(), body=str(BUYER["email"]).encode(),
    )  # fmt: skip
    archived = f"raw/{WORKSPACE}/shopify/{now():%Y-%m-%d}/a.jsonl"
    stage.client("s3").put_object(Bucket=stage.name_of("ArchiveBucket"), Key=archived, Body=to_lines([raw]))


def waiting(stage: Stage) -> Erasure:
    """The errand, which waits for its second round."""
    item = stage.table.get({"PK": WORKSPACE, "SK": f"ERASURE#{REQUEST}"})
    assert item is not None
    errand = Erasure.model_validate_json(item["body"]["S"])
    assert errand.step is Step.AGAIN
    return errand


def save(stage: Stage, errand: Erasure) -> None:
    """Put it as it stands."""
    stage.table.put(
        {"PK": WORKSPACE, "SK": f"ERASURE#{REQUEST}", "kind": "erasure", "body": errand.model_dump_json()}
    )
