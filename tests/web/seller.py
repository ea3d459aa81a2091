"""A small seller with believable cases, for screenshots and browser tests."""

from datetime import timedelta
from typing import Any

from aftersales.deliveries.webhook import Outcome
from aftersales.records.cause import Cause
from aftersales.records.glossary import ReplyTemplate, Term
from aftersales.records.report import ReportMade
from aftersales.records.taxonomy import OwnCause
from aftersales.records.workspace import Connection, Role, Settings
from tests.web.alarms import alerts
from tests.web.in_memory import NOW, House
from tests.web.stories import stories


def house(base_url: str = "http://console.test") -> House:
    """Return a house with settings, members, connections, cases, alerts and reports."""
    made = House(base_url=base_url)
    made.workspaces.save_settings(
        Settings(workspace="w", name="Aurora Living", zone="Asia/Shanghai", language="zh")
    )
    made.admit("w", "lin@example.com", Role.MANAGER, name="林晓", language="zh")
    made.admit("w", "kim@example.com", Role.AGENT, name="Kim Park")
    _connections(made)
    made.dossiers.add(stories(), made.workspaces.settings("w"))
    _papers(made)
    _words(made)
    return made


def _words(made: House) -> None:
    """Terms, a ready-made answer, and a cause of the seller's own."""
    common = {"workspace": "w", "member": "lin@example.com", "at": NOW - timedelta(days=30)}
    lines: list[tuple[str, str, str, str, tuple[str, ...]]] = [
        ("zh", "接缝", "de", "Nahtstelle", ("Naht",)),
        ("zh", "充电宝", "de", "Powerbank", ("Ladeschatz",)),
        ("en", "seam", "de", "Nahtstelle", ("Naht",)),
        ("en", "power bank", "ja", "モバイルバッテリー", ()),
    ]
    made.glossary.save_terms(
        [
            Term(source=source, term=term, target=target, translation=right, avoid=avoid, **common)  # type: ignore[arg-type]
            for source, term, target, right, avoid in lines
        ]
    )
    texts = {
        "zh": "您好 {name}，非常抱歉。我们马上为您换货。",
        "en": "Dear {name}, we are very sorry. We will send a new one at once.",
        "de": "Guten Tag {name}, das tut uns sehr leid. Wir schicken Ihnen sofort Ersatz.",
    }
    made.glossary.save_template(
        ReplyTemplate(id="t1", title="换货道歉 · Sorry, exchange", texts=texts, **common)  # type: ignore[arg-type]
    )
    seam = OwnCause(
        cause=Cause("quality.own_open_seam"),
        zh="开线",
        en="Open seam",
        keywords=("Naht", "开线"),
        examples=("Die Naht am Ärmel ist aufgegangen.",),
        skus=("JKT",),
        since=NOW - timedelta(days=40),
    )
    settings = made.workspaces.settings("w")
    made.workspaces.save_settings(settings.having(own_causes=(seam,), causes_version=2, review_below=0.7))


def _connections(made: House) -> None:
    lines: list[tuple[str, str, str, dict[str, Any]]] = [
        (
            "shopify-aurora",
            "shopify",
            "aurora-living.myshopify.com",
            {"last_success_at": NOW - timedelta(minutes=3)},
        ),
        (
            "woo-nordlicht",
            "woocommerce",
            "https://nordlicht.example",
            {
                "last_error": "http_503",
                "failures": 3,
                "next_sync_at": NOW + timedelta(minutes=8),
                "last_success_at": NOW - timedelta(hours=2),
            },
        ),
        ("amazon-main", "amazon", "A1AURORA0DEMO", {"last_success_at": NOW - timedelta(minutes=4)}),
        ("17track-main", "17track", "aurora", {"every_minutes": 0}),
        ("mail-aurora", "mail", "care@aurora-living.example", {"every_minutes": 0}),
    ]
    for name, platform, address, more in lines:
        values = {
            "workspace": "w",
            "id": name,
            "platform": platform,
            "store": "shop",
            "name": name,
            "address": address,
        }
        made.workspaces.save_connection(Connection.model_validate(values | more))
    made.deliveries.count(
        "w", "shopify-aurora", {Outcome.STORED: 3120, Outcome.REJECTED: 2}, NOW - timedelta(minutes=2)
    )
    made.deliveries.count("w", "17track-main", {Outcome.STORED: 846}, NOW - timedelta(minutes=11))


def _papers(made: House) -> None:
    for one in alerts():
        made.shelf.save_alert(one)
    made.shelf.save_report(
        ReportMade(
            workspace="w",
            id="weekly-2026-W10",
            kind="weekly",
            period="2026-W10",
            created_at=NOW - timedelta(days=1),
            files={"zh.html": "k"},
            provisional=True,
            headline={},
        )
    )
