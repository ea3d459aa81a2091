"""Brings the demo seller into the local cloud: workspace, people, connections, history by import, the rest by the doors."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

import httpx

from aftersales.aws.archive import S3Archive
from aftersales.aws.dossiers import DynamoDossierStore
from aftersales.aws.phrases import DynamoPhraseMemory
from aftersales.aws.queue import SqsQueue
from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.deliveries.raw import to_lines
from aftersales.intake.file_import import Progress, import_lines
from aftersales.language.hashing import sentence_hash
from aftersales.records.workspace import Connection, Member
from infra.local.cloud import LocalCloud
from infra.local.demo_workspace import CONNECTIONS, PEOPLE, PUSHING, SELLING, SETTINGS, WORKSPACE
from infra.local.seller.deliveries import history, live
from infra.local.seller.marketplace import Marketplace
from infra.local.seller.office_facts import office_facts
from infra.local.seller.phrases.memory import memory
from infra.local.seller.polling import cursor_of
from infra.local.seller.shapes import World
from infra.local.seller.signing import Signed, received


@dataclass(slots=True)
class DemoSeller:
    """The demo seller in a running local cloud. Secrets and the password are drawn anew at each first start."""

    cloud: LocalCloud
    world: World
    password: str = field(default_factory=lambda: f"Aurora-{secrets.token_hex(4)}-9")
    secrets: dict[str, str] = field(default_factory=lambda: {name: secrets.token_hex(16) for name in PUSHING})

    @property
    def workspaces(self) -> DynamoWorkspaceStore:
        """The product's own store, on the local table."""
        return DynamoWorkspaceStore(Table(self.cloud.client("dynamodb"), self.cloud.resources["Table"]))

    def move_in(self, marketplace: Marketplace) -> None:
        """Save settings, people and connections; the simulated platforms answer at `marketplace`."""
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
            cursor = cursor_of(self.world, store, self.world.end) if platform in SELLING else None
            values: dict[str, object] = {
                "workspace": WORKSPACE,
                "id": connection,
                "platform": platform,
                "store": store,
            }
            values |= {"name": name, "address": address, "every_minutes": 5 if cursor else 0}
            self.workspaces.save_connection(Connection.model_validate(values | {"cursor": cursor}))
        self._remember_phrases()
        self.connect(marketplace)

    def _remember_phrases(self) -> None:
        """Give the workspace the translations that people have made before: no engine here translates."""
        phrases = DynamoPhraseMemory(Table(self.cloud.client("dynamodb"), self.cloud.resources["Table"]))
        pairs: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for known in memory(self.world):
            for target, text in known.translations.items():
                pairs[known.language, target][sentence_hash(known.text)] = text
        for (source, target), some in pairs.items():
            if source != target:
                phrases.put(WORKSPACE, source, target, some)

    def connect(self, marketplace: Marketplace) -> None:
        """Write the secrets of each connection; the simulated platforms have a new address at each start."""
        for connection, platform, store, _, address in CONNECTIONS:
            self.cloud.put_connection(
                connection, self._door(connection, platform, store, address, marketplace)
            )

    def _door(
        self, connection: str, platform: str, store: str, address: str, marketplace: Marketplace
    ) -> dict[str, object]:
        live_secrets = [self.secrets[connection]] if connection in self.secrets else []
        return {
            "workspace": WORKSPACE,
            "platform": platform,
            "store": store,
            "account": address if platform == "shopify" else "",
            "secrets": live_secrets,
            "api": marketplace.credentials(connection) if platform in SELLING else {},
        }

    def import_history(self) -> Progress:
        """Bring the past in by the import path, as `make import` does with a file of deliveries."""
        connections = {one.id: one for one in self.workspaces.connections(WORKSPACE)}
        return import_lines(
            WORKSPACE,
            to_lines(history(self.world)).splitlines(),
            connections=connections,
            queue=SqsQueue(self.cloud.client("sqs"), self.cloud.resources["DeliveriesQueue"]),
            archive=S3Archive(self.cloud.client("s3"), self.cloud.resources["ArchiveBucket"]),
        )

    def keep_office_hours(self) -> int:
        """Keep what the seller's people did: closed cases, surveys, minutes, claims; return how many facts that is."""
        facts = office_facts(self.world)
        store = DynamoDossierStore(Table(self.cloud.client("dynamodb"), self.cloud.resources["Table"]))
        store.add(facts, SETTINGS)
        return len(facts)

    def ask_all_platforms(self) -> None:
        """Poll every platform now, whenever its next turn would be."""
        for connection in self.workspaces.connections(WORKSPACE):
            self.workspaces.save_connection(connection.having(next_sync_at=None))
        self.cloud.invoke("sync_connections", {})

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
        address = request.headers["connection-address"]
        self.cloud.client("s3").put_object(
            Bucket=self.cloud.resources["MailBucket"],
            Key=f"{address}/{sha256(request.body).hexdigest()[:32]}",
            Body=received(request.body, address),
        )
        return 200
