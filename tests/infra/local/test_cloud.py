import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import httpx
import pytest
from botocore.exceptions import ClientError

from infra.local.cloud import InvocationError, LocalCloud
from infra.local.template import ROOT, read_template, resources_of
from tests.infra.local.batches import until

pytestmark = pytest.mark.cloud
START = """
import sys
from pathlib import Path
from infra.local.cloud import LocalCloud
with LocalCloud(say=lambda line: None) as cloud:
    print(cloud.emulator_url, flush=True)
    sys.stdin.read()
"""


def _status(url: str, body: bytes | None = None) -> int:
    try:
        with urllib.request.urlopen(url, body) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_everything_of_the_template_stands(cloud: LocalCloud) -> None:
    """Each resource whose condition holds has been made, by CloudFormation, from the template itself."""
    template = read_template()
    # SAM puts a hash behind the name of a layer.
    layers = resources_of(template, "AWS::Serverless::LayerVersion")
    expected = {
        name for name, body in template["Resources"].items() if "Condition" not in body and name not in layers
    }
    assert expected <= set(cloud.resources)


def test_routes_lead_to_their_functions(cloud: LocalCloud) -> None:
    """Through the front: an unknown connection is refused, the API asks for a token, the console answers."""
    assert _status(f"{cloud.console_url}/hooks/nobody", b"{}") in {401, 403, 404}
    assert _status(f"{cloud.console_url}/api/cases") == 401
    assert _status(f"{cloud.console_url}/") == 200


def test_cookies_reach_the_function(cloud: LocalCloud) -> None:
    """A browser that brings its cookie is known again and gets no new one."""
    with httpx.Client(base_url=cloud.console_url, timeout=60) as browser:
        assert "set-cookie" in browser.get("/sign-in").headers
        assert "set-cookie" not in browser.get("/sign-in").headers


def test_mappings_are_as_in_the_template(cloud: LocalCloud) -> None:
    """Each queue and stream of the template calls its function, with single failures handed back."""
    template = read_template()
    wanted = sorted(
        f"aftersales-demo-{function['Properties']['Handler'].split('.')[0]}"
        for function in resources_of(template, "AWS::Serverless::Function").values()
        for event in function["Properties"].get("Events", {}).values()
        if event["Type"] in {"SQS", "DynamoDB"}
    )
    mappings = cloud.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    assert sorted(mapping["FunctionArn"].rsplit(":", 1)[-1] for mapping in mappings) == wanted
    assert {tuple(mapping["FunctionResponseTypes"]) for mapping in mappings} == {("ReportBatchItemFailures",)}


def test_secrets_are_kept_encrypted(cloud: LocalCloud) -> None:
    """A connection lies in an encrypted parameter of the stack."""
    cloud.put_connection("shop-9", {"workspace": "w", "secrets": ["s"]})
    kept = cloud.client("ssm").get_parameter(Name="/aftersales-demo/connections/shop-9", WithDecryption=True)
    assert kept["Parameter"]["Type"] == "SecureString"
    assert json.loads(kept["Parameter"]["Value"])["secrets"] == ["s"]


def test_a_member_signs_in_with_role_and_workspace(cloud: LocalCloud) -> None:
    """A member's token carries the group and the workspace."""
    for _ in range(2):  # a second time changes nothing
        cloud.create_member("lin@example.com", password="Correct-Horse-7", role="manager", workspace="w")
    answer = cloud.client("cognito-idp").initiate_auth(
        ClientId=cloud.outputs["UserPoolClientId"],
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "lin@example.com", "PASSWORD": "Correct-Horse-7"},
    )
    user = cloud.client("cognito-idp").get_user(AccessToken=answer["AuthenticationResult"]["AccessToken"])
    attributes = {entry["Name"]: entry["Value"] for entry in user["UserAttributes"]}
    assert attributes["custom:workspace"] == "w"


def test_a_function_that_raises_is_told(cloud: LocalCloud) -> None:
    """Calling a function with what it cannot read raises InvocationError; its log can be read."""
    with pytest.raises(InvocationError):
        cloud.invoke("ingest_deliveries", {"nonsense": True})
    assert cloud.logs("ingest_deliveries")


def test_rights_are_those_of_the_role(cloud: LocalCloud) -> None:
    """A role's session may do what the template grants and nothing else."""
    assumed = cloud.client("sts").assume_role(
        RoleArn=cloud.client("lambda").get_function(FunctionName="aftersales-demo-receive_webhook")[
            "Configuration"
        ]["Role"],
        RoleSessionName="test",
    )["Credentials"]
    import boto3

    names = {
        "AccessKeyId": "aws_access_key_id",
        "SecretAccessKey": "aws_secret_access_key",
        "SessionToken": "aws_session_token",
    }
    session = boto3.Session(region_name="us-east-1", **{names[key]: assumed[key] for key in names})
    queue, table = (
        session.client("sqs", endpoint_url=cloud.emulator_url),
        session.client("dynamodb", endpoint_url=cloud.emulator_url),
    )
    with pytest.raises(ClientError, match=r"AccessDenied|not authorized"):
        table.get_item(TableName=cloud.outputs["TableName"], Key={"PK": {"S": "a"}, "SK": {"S": "b"}})
    sent = queue.send_message_batch(
        QueueUrl=cloud.outputs["DeliveriesQueueUrl"],
        Entries=[{"Id": "1", "MessageBody": '{"broken": "on purpose"}'}],
    )
    assert sent["Successful"]
    cloud.client("sqs").purge_queue(QueueUrl=cloud.outputs["DeliveriesQueueUrl"])
    with pytest.raises(ClientError, match=r"AccessDenied|not authorized"):
        queue.receive_message(QueueUrl=cloud.outputs["DeliveriesQueueUrl"])


def test_all_is_quiet_when_drained(cloud: LocalCloud) -> None:
    """After a change of the table, drain returns once the stream's consumers have taken it."""
    cloud.client("dynamodb").put_item(
        TableName=cloud.outputs["TableName"],
        Item={"PK": {"S": "w#x"}, "SK": {"S": "X#1"}, "kind": {"S": "other"}},
    )
    cloud.drain(60)


def test_nothing_is_left_when_the_starter_is_killed(tmp_path: Path) -> None:
    """Killing the starter with no chance to clean up ends the emulator and every function's process, and their files."""
    starter = subprocess.Popen(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    address = starter.stdout.readline().strip()
    assert address
    port = address.rsplit(":", 1)[-1]
    assert _processes(port)
    assert [*tmp_path.iterdir()]
    starter.kill()
    starter.communicate()
    until(lambda: _processes(port) == [], 120)
    assert [*tmp_path.iterdir()] == []


def _processes(port: str) -> list[str]:
    """The processes whose environment names this emulator."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"GATEWAY_PORT={port}".encode() in (folder / "environ").read_bytes().split(
                b"\0"
            ) and folder.name != str(os.getpid()):
                found.append(folder.name)
        except OSError:
            continue
    return found
