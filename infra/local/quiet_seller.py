"""A second, quiet seller on the running system: two shops, two readers in two languages, and four customers who write just now."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx

from aftersales.aws.phrases import DynamoPhraseMemory
from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.language.hashing import sentence_hash
from aftersales.records.workspace import Connection, Member, Role, Settings
from infra.local.cloud import LocalCloud
from infra.local.seller.marketplace import Marketplace
from infra.local.seller.markets import WOO as DEMO_WOO
from infra.local.seller.shapes import World
from infra.local.travellers import (
    DOMAIN,
    SHOPIFY,
    TRAVELLERS,
    WOO,
    WOO_ADDRESS,
    Traveller,
    requests,
    review,
)

WORKSPACE = "quiet"
ZONE = "Asia/Shanghai"
READERS = (("lan@stille-weberei.example", "苏岚", "zh"), ("robin@stille-weberei.example", "Robin Hale", "en"))
"""Address, name and language of those who read what customers wrote."""


@dataclass(slots=True)
class QuietSeller:
    """The seller; `arrived_at` is when its customers wrote."""

    cloud: LocalCloud
    marketplace: Marketplace
    password: str = field(default_factory=lambda: f"Loom-{secrets.token_hex(4)}-7")
    secrets: dict[str, str] = field(
        default_factory=lambda: {name: secrets.token_hex(16) for name in (SHOPIFY, WOO)}
    )
    arrived_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def week(self) -> str:
        """The week of the seller's zone in which the customers wrote, as `2026-W47`."""
        return "{0:%G}-W{0:%V}".format(self.arrived_at.astimezone(ZoneInfo(ZONE)))

    @property
    def workspaces(self) -> DynamoWorkspaceStore:
        """The product's own store, on the local table."""
        return DynamoWorkspaceStore(self._table)

    @property
    def _table(self) -> Table:
        return Table(self.cloud.client("dynamodb"), self.cloud.resources["Table"])

    def move_in(self) -> None:
        """Save settings, readers, shops and the translations that people made before; then look into the shops once."""
        self.workspaces.save_settings(
            Settings(workspace=WORKSPACE, name="Stille Weberei", language="zh", zone=ZONE)
        )
        for email, name, language in READERS:
            self.cloud.create_member(email, password=self.password, role=Role.AGENT, workspace=WORKSPACE)
            told = {"workspace": WORKSPACE, "email": email, "name": name, "role": Role.AGENT}
            self.workspaces.save_member(Member.model_validate({**told, "language": language, "zone": ZONE}))
        self._connect(SHOPIFY, "shopify", DOMAIN, every_minutes=0)
        self._connect(WOO, "woocommerce", WOO_ADDRESS, every_minutes=30)
        phrases = DynamoPhraseMemory(self._table)
        for traveller in TRAVELLERS:
            for target, text in traveller.known.items():
                hashed = sentence_hash(traveller.words)
                phrases.put(WORKSPACE, traveller.language, target, {hashed: text})
        self.cloud.invoke("sync_connections", {})

    def _connect(self, connection: str, platform: str, address: str, *, every_minutes: int) -> None:
        values = {"workspace": WORKSPACE, "id": connection, "platform": platform, "store": connection}
        more = {"name": connection, "address": address, "every_minutes": every_minutes}
        self.workspaces.save_connection(Connection.model_validate({**values, **more}))
        api = self.marketplace.credentials(DEMO_WOO) if every_minutes else {}
        door = {"workspace": WORKSPACE, "platform": platform, "store": connection}
        account = address if platform == "shopify" else ""
        live = {"account": account, "secrets": [self.secrets[connection]], "api": api}
        self.cloud.put_connection(connection, {**door, **live})

    def tell(self, traveller: Traveller, place: int, *, damaged: bool = False) -> list[int]:
        """Post what the shop tells of a customer through the front door and return the statuses; damaged: one byte is another."""
        if traveller.kind == "review":
            self.marketplace.desk.publish(review(traveller, self.arrived_at))
        with httpx.Client(base_url=self.cloud.console_url, timeout=30) as http:
            return [
                http.post(
                    one.path,
                    content=one.body.replace(b"0", b"1", 1) if damaged else one.body,
                    headers=dict(one.headers),
                ).status_code
                for one in requests(traveller, place, self.arrived_at, self.secrets)
            ]

    def minutes_to_next_look(self) -> float:
        """Tell in how many minutes the shop that is polled will be looked into."""
        connection = self.workspaces.connection(WORKSPACE, WOO)
        if connection is None or connection.next_sync_at is None:
            return 0.0
        return max(0.0, (connection.next_sync_at - datetime.now(UTC)) / timedelta(minutes=1))


@contextmanager
def quiet_seller(cloud: LocalCloud) -> Iterator[QuietSeller]:
    """Let the seller move in; its shops answer as long as the context is open."""
    now = datetime.now(UTC)
    world = World(seed=0, start=now - timedelta(days=1), end=now, orders=(), reviews=())
    with Marketplace(world, lambda: datetime.now(UTC)) as marketplace:
        seller = QuietSeller(cloud, marketplace)
        seller.move_in()
        yield seller
