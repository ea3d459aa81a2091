"""A stack on moto on which functions run with their own wiring and the template's environment, and every AWS call is noted."""

import gc
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from moto import mock_aws

from aftersales.aws.dossiers import DynamoDossierStore
from aftersales.aws.outbox import DynamoOutbox
from aftersales.aws.queue import SqsQueue
from aftersales.aws.reports import DynamoReportStore
from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from infra.grants import folder_of
from infra.local.template import Document, resources_of
from tests.aws.account import session
from tests.aws.table import table_properties
from tests.infra.permissions.resolved import REGION, STACK, Resolved
from tests.infra.permissions.rights import Right, needed

SECRETS = ("link-secret", "session-secret")
SENDER = "after-sales@example.com"
_UNSIGNED = "none"
_AT_ONCE = 25
"""So many items DynamoDB takes in one batch."""
ANSWERS = {
    "comprehend.BatchDetectDominantLanguage": {
        "ResultList": [{"Index": 0, "Languages": [{"LanguageCode": "it", "Score": 0.9}]}],
        "ErrorList": [],
    },
    "comprehend.BatchDetectSentiment": {
        "ResultList": [{"Index": 0, "Sentiment": "NEUTRAL", "SentimentScore": {"Neutral": 0.9}}],
        "ErrorList": [],
    },
    "comprehend.BatchDetectKeyPhrases": {
        "ResultList": [{"Index": 0, "KeyPhrases": [{"Text": "la talla", "Score": 0.9}]}],
        "ErrorList": [],
    },
    "comprehend.BatchDetectTargetedSentiment": {
        "ResultList": [{"Index": 0, "Entities": []}],
        "ErrorList": [],
    },
    "translate.TranslateText": {"TranslatedText": "…"},
    "translate.ListLanguages": {"Languages": [{"LanguageName": "German", "LanguageCode": "de"}]},
    "translate.ListTerminologies": {"TerminologyPropertiesList": [{"Name": f"{STACK}-w-fr"}]},
    "translate.ImportTerminology": {"TerminologyProperties": {}},
    "translate.DeleteTerminology": {"ResponseMetadata": {}},
}
"""What stands in for the services that moto does not know."""


def forget_wiring(but: str = "") -> None:
    """Empty every cache of aftersales.wiring, as a new process would find them, but for one."""
    for name, module in list(sys.modules.items()):
        if name.startswith("aftersales.wiring"):
            for cached in _caches(module):
                if cached.__name__ != but:
                    cached.cache_clear()


@contextmanager
def own_session() -> Iterator[None]:
    """Use one AWS session for all stages within: it holds what botocore has read of services, which takes it longest.

    What a function's process would leave open until it ends is dropped at the end; whoever asks for this keeps silent about it.
    """
    forget_wiring()
    yield
    forget_wiring()
    gc.collect()


def _caches(module: ModuleType) -> Iterator[Any]:
    return (value for value in vars(module).values() if hasattr(value, "cache_clear"))


@dataclass(frozen=True, slots=True)
class Stock:
    """The table's items, and the lake's objects by key."""

    items: Sequence[Mapping[str, Any]]
    objects: Mapping[str, bytes]


@dataclass(slots=True)
class Stage:
    """One stack; `calls` has for each function the rights that its calls have needed so far."""

    template: Document
    resolved: Resolved
    environment: pytest.MonkeyPatch
    folder: Path
    calls: dict[str, set[Right]] = field(default_factory=lambda: defaultdict(set))
    _clients: dict[str, Any] = field(default_factory=dict)
    _warm: str = ""
    _running: str = ""

    def run(self, function: str, event: Mapping[str, Any]) -> Any:
        """Invoke a handler and note its calls; another function than the last one starts as a new process would."""
        if function != self._warm:
            self._enter(function)
            forget_wiring(but="_session")
            self._warm = function
            # A new process has an empty disk of its own: what another one has fetched must be fetched again.
            tempfile.tempdir = tempfile.mkdtemp(dir=self.folder)
        handler = import_module(f"functions.{function}.handler").handler
        self._running = function
        try:
            return handler(event, None)
        finally:
            self._running = ""

    def client(self, service: str) -> Any:
        """Return a client whose calls are not noted."""
        if service not in self._clients:
            self._clients[service] = session().client(service)  # type: ignore[call-overload]
        return self._clients[service]

    def name_of(self, logical_id: str) -> str:
        """Return what a Ref gives: a table's or bucket's name, a queue's address."""
        return str(self.resolved({"Ref": logical_id}))

    @property
    def table(self) -> Table:
        """The one table."""
        return Table(self.client("dynamodb"), self.name_of("Table"))

    @property
    def workspaces(self) -> DynamoWorkspaceStore:
        """Settings, connections, members."""
        return DynamoWorkspaceStore(self.table)

    @property
    def dossiers(self) -> DynamoDossierStore:
        """Facts and cases."""
        return DynamoDossierStore(self.table)

    @property
    def outbox(self) -> DynamoOutbox:
        """What leaves the house."""
        return DynamoOutbox(self.table, SqsQueue(self.client("sqs"), self.name_of("OutboxQueue")))

    @property
    def shelf(self) -> DynamoReportStore:
        """Reports, links and alerts."""
        return DynamoReportStore(self.table)

    def stock(self) -> Stock:
        """Return what table and lake hold."""
        bucket, files = self.name_of("LakeBucket"), self.client("s3")
        listed = files.list_objects_v2(Bucket=bucket)
        assert not listed["IsTruncated"]
        keys = [one["Key"] for one in listed.get("Contents", ())]
        items = self.client("dynamodb").scan(TableName=self.table.name)["Items"]
        return Stock(items, {key: files.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys})

    def put_stock(self, stock: Stock) -> None:
        """Give table and lake what another stage's held."""
        table, lake = self.name_of("Table"), self.name_of("LakeBucket")
        wanted = [{"PutRequest": {"Item": item}} for item in stock.items]
        for first in range(0, len(wanted), _AT_ONCE):
            given = {table: wanted[first : first + _AT_ONCE]}
            self.client("dynamodb").batch_write_item(RequestItems=given)
        for key, body in stock.objects.items():
            self.client("s3").put_object(Bucket=lake, Key=key, Body=body)

    def put_connection(self, connection: str, settings: Mapping[str, object]) -> None:
        """Write a connection's parameter."""
        self.put_parameter(f"connections/{connection}", json.dumps(settings))

    def put_parameter(self, name: str, value: str) -> None:
        """Write an encrypted parameter of the stack."""
        self.client("ssm").put_parameter(
            Name=f"/{STACK}/{name}", Value=value, Type="SecureString", Overwrite=True
        )

    def _enter(self, function: str) -> None:
        """Set exactly the environment that the template gives the function."""
        functions = resources_of(self.template, "AWS::Serverless::Function").values()
        every = {name for entry in functions for name in entry["Properties"]["Environment"]["Variables"]}
        [mine] = [entry for entry in functions if folder_of(entry) == function]
        given = self.template["Globals"]["Function"]["Environment"] | mine["Properties"]["Environment"]
        for name in every:
            self.environment.delenv(name, raising=False)
        for name, value in given["Variables"].items():
            self.environment.setenv(name, str(self.resolved(value)))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear of every call of every client that a function makes of the session."""
        events = import_module("aftersales.wiring.clients")._session().events
        # Sent for every call, and also when a link is signed: whoever follows it acts with the function's rights.
        events.register("before-parameter-build", self._note)
        events.register("before-call", self._stand_in)
        yield
        events.unregister("before-parameter-build", self._note)
        events.unregister("before-call", self._stand_in)

    def _stand_in(self, model: Any, **_: object) -> tuple[AWSResponse, Any] | None:
        """Answer for services that moto does not know."""
        answer = ANSWERS.get(f"{model.service_model.service_name}.{model.name}")
        return (AWSResponse("", 200, HTTPHeaders(), None), answer) if answer else None

    def _note(self, params: Mapping[str, Any], model: Any, **_: object) -> None:
        if self._running and model.auth_type != _UNSIGNED:
            self.calls[self._running].update(needed(model.service_model.signing_name, model.name, params))


@contextmanager
def stage(template: Document, *conditions: str) -> Iterator[Stage]:
    """Set a stack up on moto; `conditions` are those of the template that hold."""
    with (
        mock_aws(),
        pytest.MonkeyPatch.context() as environment,
        tempfile.TemporaryDirectory() as folder,
    ):
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            environment.delenv(name)
        for name, value in {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
        }.items():
            environment.setenv(name, value)
        parameters = {"LanguageEngine": "aws"} if "UsesAwsLanguage" in conditions else {}
        resolved = Resolved(template, frozenset(conditions), _made(template), parameters)
        set_up = Stage(template, resolved, environment, Path(folder))
        for secret in SECRETS:
            set_up.put_parameter(secret, "0" * 64)
        set_up.client("sesv2").create_email_identity(EmailIdentity=SENDER)
        before = tempfile.tempdir
        try:
            with set_up.listening():
                yield set_up
        finally:
            tempfile.tempdir = before
            forget_wiring(but="_session")


def _made(template: Document) -> dict[str, str]:
    """Make table, buckets, queues and user pool, and return what a Ref to each gives."""
    references = {"Table": "AfterSales"}
    session().client("dynamodb").create_table(TableName=references["Table"], **table_properties())
    s3, sqs = session().client("s3"), session().client("sqs")
    for name, bucket in resources_of(template, "AWS::S3::Bucket").items():
        named = bucket["Properties"].get("BucketName")
        references[name] = Resolved(template)(named) if named else name.lower()
        s3.create_bucket(Bucket=references[name])
    for name in resources_of(template, "AWS::SQS::Queue"):
        references[name] = sqs.create_queue(QueueName=name)["QueueUrl"]
    people = session().client("cognito-idp")
    references["UserPool"] = people.create_user_pool(PoolName=STACK, UsernameAttributes=["email"])[
        "UserPool"
    ]["Id"]
    made = people.create_user_pool_client(
        UserPoolId=references["UserPool"],
        ClientName=STACK,
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    references["UserPoolClient"] = made["UserPoolClient"]["ClientId"]
    return references
