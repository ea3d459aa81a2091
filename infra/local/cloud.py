"""The local cloud as one context manager: builds, starts, deploys, serves, and leaves nothing running.

with LocalCloud() as cloud:
    cloud.put_connection("shop-1", {...})
    requests go to cloud.console_url; cloud.drain() returns when all they set off is done
"""

import contextlib
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import boto3
from botocore.config import Config

from infra.local.artefacts import build_artefacts
from infra.local.deployment import deploy, package
from infra.local.draining import NotQuietError, on_the_way, wait_until_quiet
from infra.local.emulator import Emulator, EmulatorError
from infra.local.front import Front
from infra.local.host import choose_ports, host_parameters, stage_parameters, stop_on_sigterm
from infra.local.mailbox import REGION, Mailbox
from infra.local.mailbox_page import MailboxPage
from infra.local.template import TEMPLATE, read_template
from infra.operations.secrets import ensure_secrets
from infra.operations.target import CALLING

STACK = "aftersales-demo"
QUEUES = ("NotificationsQueue", "DeliveriesQueue", "TextsQueue", "OutboxQueue")


class InvocationError(Exception):
    """A function raised: the message is its error as the platform reports it."""


class LocalCloud:
    """The whole system on this machine.

    `port` is the console's (0: any free one). `keep` is a folder that outlives the start, or None. `parameters` go to
    the template. `say` gets one line per step. Once entered: `console_url`, `emulator_url` and `mailbox_url` are
    addresses, `outputs` the stack's, `resources` its logical id → physical id, `mailbox` the sent letters.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        keep: Path | None = None,
        parameters: Mapping[str, str] | None = None,
        say: Callable[[str], None] = print,
    ) -> None:
        self._port, self._keep, self._say = port, keep, say
        self._parameters = dict(parameters or {})
        self._closing = contextlib.ExitStack()
        self.console_url = self.emulator_url = self.mailbox_url = ""
        self.outputs: dict[str, str] = {}
        self.resources: dict[str, str] = {}

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._closing.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._keep is not None and kind in {None, KeyboardInterrupt, SystemExit}:
                self._remember(self._keep)
        finally:
            self._closing.close()

    def client(self, service: str) -> Any:
        """Return a boto3 client of the local cloud, with the rights of the account's owner."""
        # Path-style and SigV4, so that a presigned link works here and is checked.
        configs = {
            "s3": Config(signature_version="s3v4", s3={"addressing_style": "path"}),
            "lambda": CALLING,
        }
        connect: Callable[..., Any] = boto3.client  # its overloads want the service as a literal
        return connect(
            service,
            endpoint_url=self.mailbox.url if service in {"ses", "sesv2"} else self.emulator_url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=configs.get(service),
        )

    def put_secret(self, name: str, value: str) -> None:
        """Write the SecureString parameter `/<stack>/<name>`."""
        self.client("ssm").put_parameter(
            Name=f"/{STACK}/{name}", Value=value, Type="SecureString", Overwrite=True
        )

    def put_connection(self, connection: str, settings: Mapping[str, object]) -> None:
        """Write what the system knows of a connection: workspace, platform, store, secrets, api."""
        self.put_secret(f"connections/{connection}", json.dumps(settings, ensure_ascii=False))

    def create_member(self, email: str, *, password: str, role: str, workspace: str) -> None:
        """Create, or set anew, a person who signs in with this password: `role` is a group of the user pool."""
        people, pool = self.client("cognito-idp"), self.outputs["UserPoolId"]
        attributes = {"email": email, "email_verified": "true", "custom:workspace": workspace}
        described = [{"Name": name, "Value": value} for name, value in attributes.items()]
        try:
            people.admin_create_user(
                UserPoolId=pool, Username=email, UserAttributes=described, MessageAction="SUPPRESS"
            )
        except people.exceptions.UsernameExistsException:
            people.admin_update_user_attributes(UserPoolId=pool, Username=email, UserAttributes=described)
        people.admin_set_user_password(UserPoolId=pool, Username=email, Password=password, Permanent=True)
        people.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=role)

    def invoke(self, function: str, payload: object) -> Any:
        """Call the function of this folder name and return its answer. Raises InvocationError when it raised."""
        answer = self.client("lambda").invoke(
            FunctionName=f"{STACK}-{function}", Payload=json.dumps(payload).encode()
        )
        content = answer["Payload"].read()
        if answer.get("FunctionError"):
            raise InvocationError(f"{function}: {content.decode(errors='replace')}")
        return json.loads(content or b"null")

    def logs(self, function: str) -> list[str]:
        """Return the function's log lines, oldest first; none if it never ran."""
        logs = self.client("logs")
        try:
            pages = logs.get_paginator("filter_log_events").paginate(
                logGroupName=f"/aws/lambda/{STACK}-{function}"
            )
            return [str(event["message"]) for page in pages for event in page["events"]]
        except logs.exceptions.ResourceNotFoundException:
            return []

    def kill(self, function: str) -> int:
        """Kill the function's processes with no warning, as a failing machine would; return how many there were."""
        return self._emulator.kill(f"{STACK}-{function}")

    def retry_after(self, seconds: int) -> None:
        """Let a failed message come again after so long instead of the template's minutes: for trials of failures."""
        for name in QUEUES:
            self._sqs.set_queue_attributes(
                QueueUrl=self.resources[name], Attributes={"VisibilityTimeout": str(seconds)}
            )

    def drain(self, patience: float = 300) -> None:
        """Return once queues are empty, streams read and functions idle.

        Raises NotQuietError when nothing of it has ended for `patience` seconds.
        """
        wait_until_quiet(self._waiting, patience=patience, say=self._say)

    def _waiting(self) -> dict[str, int]:
        counts = {}
        counted = (
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
        )
        for name in QUEUES:
            asked = self._sqs.get_queue_attributes(
                QueueUrl=self.resources[name], AttributeNames=list(counted)
            )
            attributes = asked["Attributes"]
            counts[name] = sum(int(attributes[key]) for key in counted)
        return on_the_way(counts, self._emulator.work_under_way())

    def _start(self) -> None:
        template = read_template(TEMPLATE)
        self._services()
        self._say("building layers and functions")
        artefacts = build_artefacts(template)
        self._say(
            f"built {sum(artefact.fresh for artefact in artefacts.values())} of {len(artefacts)} artefacts"
        )
        self._emulator.wait_until_ready()
        s3 = self.client("s3")
        packaged = package(template, artefacts, TEMPLATE.parent, s3, self.emulator_url)
        chosen = (
            stage_parameters("demo") | host_parameters() | {"BaseUrl": self.console_url} | self._parameters
        )
        self._say("deploying infra/template.yaml")
        self.outputs = deploy(packaged, STACK, chosen, self.client("cloudformation"), s3, self.emulator_url)
        self._front.open_to(self.emulator_url, self.outputs["HttpApiId"])
        self.mailbox.allow(chosen["MailSender"])
        listed = self.client("cloudformation").describe_stack_resources(StackName=STACK)["StackResources"]
        self.resources = {entry["LogicalResourceId"]: entry["PhysicalResourceId"] for entry in listed}
        self._sqs = self.client("sqs")
        ensure_secrets(self.client("ssm"), STACK)

    def _services(self) -> None:
        """Start what serves, in the order in which the closing undoes it backwards."""
        self._closing.enter_context(stop_on_sigterm())
        folder = Path(
            self._closing.enter_context(
                tempfile.TemporaryDirectory(prefix="aftersales-", ignore_cleanup_errors=True)
            )
        )
        ports = choose_ports(self._keep, self._port)
        self.mailbox = Mailbox()
        self._closing.callback(self.mailbox.close)
        if self._keep is not None:
            self.mailbox.load(self._keep / "mail")
        page = MailboxPage(self.mailbox)
        self._closing.callback(page.close)
        self._front = Front(ports.console)
        self._closing.callback(self._front.close)
        ses = {"AWS_ENDPOINT_URL_SES": self.mailbox.url, "AWS_ENDPOINT_URL_SESV2": self.mailbox.url}
        self._emulator = Emulator(folder, port=ports.emulator, keep=self._keep, environment=ses)
        self._closing.callback(self._emulator.stop)
        self.console_url, self.emulator_url, self.mailbox_url = self._front.url, self._emulator.url, page.url

    def _remember(self, keep: Path) -> None:
        """Let what is under way end, since the emulator forgets unread changes of the table; keep the letters."""
        with contextlib.suppress(NotQuietError, EmulatorError):
            self.drain(30)
        self.mailbox.save(keep / "mail")
