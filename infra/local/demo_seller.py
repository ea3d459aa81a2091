"""Brings the demo seller into the local cloud: workspace, people, connections, history by the import path, the rest by the doors."""

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby

import httpx

from aftersales.aws.archive import S3Archive
from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.deliveries.envelope import Claim, archive_key
from aftersales.deliveries.raw import RawDelivery, to_lines
from aftersales.records.workspace import Connection, Member, Role, Settings
from infra.local.cloud import LocalCloud
from infra.local.seller.deliveries import history, live
from infra.local.seller.shapes import World
from infra.local.seller.signing import Signed

WORKSPACE = "demo"
CHUNK = 250
"""Deliveries per imported object: one is done well within the function's time."""
PUSHING = ("shopify-aurora", "woo-nordlicht", "17track-main")
SETTINGS = Settings(
    workspace=WORKSPACE,
    name="Aurora Living",
    language="zh",
    zone="Asia/Shanghai",
    product_team=("product@aurora-living.example",),
    report_readers=("owner@aurora-living.example",),
    review_pages={
        "shopify-aurora": "https://aurora-living.example/pages/review",
        "woo-nordlicht": "https://nordlicht.example/bewertung",
    },
)
CONNECTIONS = (
    ("shopify-aurora", "shopify", "shopify-aurora", "Aurora Living", "aurora-living.myshopify.com"),
    ("woo-nordlicht", "woocommerce", "woo-nordlicht", "Nordlicht", "https://nordlicht.example"),
    ("amazon-main", "amazon", "amazon-main", "Aurora on Amazon", "A1AURORA0DEMO"),
    ("17track-main", "17track", "17track-main", "17TRACK", "17track-main"),
    ("mail-aurora", "mail", "shopify-aurora", "care@aurora-living.example", "care@aurora-living.example"),
    ("mail-nordlicht", "mail", "woo-nordlicht", "hilfe@nordlicht.example", "hilfe@nordlicht.example"),
    ("mail-amazon", "mail", "amazon-main", "relay@aurora-living.example", "relay@aurora-living.example"),
)
PEOPLE = (
    ("owner@aurora-living.example", "林晓", Role.ADMIN, "zh"),
    ("agent@aurora-living.example", "Jo Miller", Role.AGENT, "en"),
)


@dataclass(slots=True)
class DemoSeller:
    """The demo seller in a running local cloud. Secrets and the password are drawn anew at each first start."""

    cloud: LocalCloud
    world: World
    say: Callable[[str], None] = print
    password: str = field(default_factory=lambda: f"Aurora-{secrets.token_hex(4)}-9")
    secrets: dict[str, str] = field(default_factory=lambda: {name: secrets.token_hex(16) for name in PUSHING})

    @property
    def workspaces(self) -> DynamoWorkspaceStore:
        """The product's own store, on the local table."""
        return DynamoWorkspaceStore(Table(self.cloud.client("dynamodb"), self.cloud.resources["Table"]))

    def move_in(self, api: str) -> None:
        """Save settings, people and connections; `api` is where the simulated platforms answer."""
        self.workspaces.save_settings(SETTINGS)
        for name in ("link-secret", "session-secret"):
            self.cloud.put_secret(name, secrets.token_hex(32))
        for email, name, role, language in PEOPLE:
            member = {
                "workspace": WORKSPACE,
                "email": email,
                "name": name,
                "role": role,
                "language": language,
            }
            self.workspaces.save_member(Member.model_validate(member | {"zone": SETTINGS.zone}))
            self.cloud.create_member(email, password=self.password, role=role, workspace=WORKSPACE)
        for connection, platform, store, name, address in CONNECTIONS:
            self.workspaces.save_connection(
                Connection(
                    workspace=WORKSPACE,
                    id=connection,
                    platform=platform,
                    store=store,
                    name=name,
                    address=address,
                )
            )
            self.cloud.put_connection(connection, self._door(connection, platform, store, address, api))

    def _door(self, connection: str, platform: str, store: str, address: str, api: str) -> dict[str, object]:
        live_secrets = [self.secrets[connection]] if connection in self.secrets else []
        return {
            "workspace": WORKSPACE,
            "platform": platform,
            "store": store,
            "account": address if platform == "shopify" else "",
            "secrets": live_secrets,
            "api": credentials(platform, api),
        }

    def import_history(self) -> int:
        """Put the past into the archive in chunks and claim each; return the number of deliveries."""
        past = history(self.world)
        archive = S3Archive(self.cloud.client("s3"), self.cloud.resources["ArchiveBucket"])
        queue = self.cloud.client("sqs")
        for key, chunk in chunks(past):
            archive.put(key, to_lines(chunk))
            queue.send_message(
                QueueUrl=self.cloud.resources["DeliveriesQueue"], MessageBody=Claim(key).to_json()
            )
        return len(past)

    def send_live(self) -> dict[int, int]:
        """Send the newest deliveries through the front doors and count the answers by status."""
        answers: dict[int, int] = {}
        with httpx.Client(base_url=self.cloud.console_url, timeout=30) as http:
            for request in live(self.world, self.secrets):
                status = self._send(http, request)
                answers[status] = answers.get(status, 0) + 1
        return answers

    def _send(self, http: httpx.Client, request: Signed) -> int:
        if request.path:
            return http.post(request.path, content=request.body, headers=dict(request.headers)).status_code
        key = f"{request.headers['connection-address']}/{sha256(request.body).hexdigest()[:32]}"
        self.cloud.client("s3").put_object(
            Bucket=self.cloud.resources["MailBucket"], Key=key, Body=request.body
        )
        return 200


def credentials(platform: str, api: str) -> dict[str, str]:
    """What a connection would hold to call its platform; the simulated platforms accept it."""
    known = {
        "shopify": {"base_url": api, "access_token": "demo"},
        "woocommerce": {"base_url": api, "consumer_key": "ck_demo", "consumer_secret": "cs_demo"},
        "amazon": {
            "base_url": api,
            "token_url": f"{api}/auth/o2/token",
            "client_id": "demo",
            "client_secret": "demo",
            "refresh_token": "demo",
            "marketplaces": "ATVPDKIKX0DER,A1F83G8C2ARO7P,A1VC38T7YXB528",
        },
    }
    return known.get(platform, {})


def chunks(deliveries: Sequence[RawDelivery]) -> Iterator[tuple[str, list[RawDelivery]]]:
    """Yield archive objects of at most CHUNK deliveries of one platform and day of arrival in the archive."""
    by_platform = sorted(deliveries, key=lambda one: one.platform)
    for platform, group in groupby(by_platform, key=lambda one: one.platform):
        listed = list(group)
        for start in range(0, len(listed), CHUNK):
            part = listed[start : start + CHUNK]
            name = f"import-{sha256(to_lines(part)).hexdigest()[:24]}"
            yield archive_key(WORKSPACE, platform, max(one.received_at for one in part), name), part


def last_week(now: datetime) -> str:
    """The ISO week before the one of `now`, as the report names it."""
    year, week, _ = datetime.fromordinal(now.toordinal() - 7).isocalendar()
    return f"{year}-W{week:02}"


def as_json(value: object) -> str:
    """Print an answer readably."""
    return json.dumps(value, ensure_ascii=False, indent=1)
