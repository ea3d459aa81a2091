"""Packages the template as `sam package` does and deploys it to the emulator by CloudFormation."""

import copy
import hashlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from infra.local.artefacts import Artefact
from infra.local.template import Document, read_template, resources_of

BUCKET = "artefacts"
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
SECONDS_TO_DEPLOY = 600  # for a machine that has stopped; it takes a tenth of a minute
PATIENCE = 6
"""A function's time counts here what the machine does besides: starting sixteen of its processes at once, for one thing.
A queue of the template hides a message for six times its function's time: so long nobody else is given it."""
LONGEST = 900
"""Seconds that Lambda lets a function take at most."""


class DeploymentError(Exception):
    """CloudFormation refused the template or could not make one of its resources."""


def package(
    template: Document, artefacts: Mapping[str, Artefact], folder: Path, s3: Any, address: str
) -> Document:
    """Upload artefacts and nested templates and return the template that names them by address, and gives functions more time.

    `folder` is where nested templates lie, `address` the URL under which CloudFormation finds the bucket's objects.
    """
    s3.create_bucket(Bucket=BUCKET)
    held = {entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])}
    packaged = copy.deepcopy(template)
    for logical_id, artefact in artefacts.items():
        key = f"{logical_id}-{artefact.archive.name}"
        if key not in held:
            s3.put_object(Bucket=BUCKET, Key=key, Body=artefact.archive.read_bytes())
        properties = packaged["Resources"][logical_id]["Properties"]
        properties["CodeUri" if "CodeUri" in properties else "ContentUri"] = f"s3://{BUCKET}/{key}"
        if "Timeout" in properties:
            properties["Timeout"] = min(LONGEST, PATIENCE * properties["Timeout"])
    for nested in resources_of(packaged, "AWS::CloudFormation::Stack").values():
        properties = nested["Properties"]
        properties["TemplateURL"] = _upload(read_template(folder / properties["TemplateURL"]), s3, address)
    return packaged


def deploy(
    packaged: Document, stack: str, parameters: Mapping[str, str], cloud: Any, s3: Any, address: str
) -> dict[str, str]:
    """Create the stack, or update it when it stands already, and return its outputs. Raises DeploymentError."""
    request = {
        "StackName": stack,
        "TemplateURL": _upload(packaged, s3, address),
        "Capabilities": CAPABILITIES,
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    }
    standing = [entry for entry in cloud.describe_stacks()["Stacks"] if entry["StackName"] == stack]
    if not standing:
        cloud.create_stack(**request)
    else:
        try:
            cloud.update_stack(**request)
        except cloud.exceptions.ClientError as error:
            if "No updates are to be performed" not in str(error):
                raise
    return _outputs(stack, cloud)


def _upload(document: Document, s3: Any, address: str) -> str:
    body = json.dumps(document).encode()
    key = f"{hashlib.sha256(body).hexdigest()[:16]}.template"
    s3.put_object(Bucket=BUCKET, Key=key, Body=body)
    return f"{address}/{BUCKET}/{key}"


def _outputs(stack: str, cloud: Any) -> dict[str, str]:
    deadline = time.monotonic() + SECONDS_TO_DEPLOY
    while time.monotonic() < deadline:
        described = cloud.describe_stacks(StackName=stack)["Stacks"][0]
        status = described["StackStatus"]
        if status in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
        if not status.endswith("IN_PROGRESS"):
            raise DeploymentError(f"{stack}: {status}\n{_reasons(stack, cloud)}")
        time.sleep(0.1)
    raise DeploymentError(f"{stack}: still not deployed after {SECONDS_TO_DEPLOY} s")


def _reasons(stack: str, cloud: Any) -> str:
    events = cloud.describe_stack_events(StackName=stack)["StackEvents"]
    return "\n".join(
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
        for event in events
        if event["ResourceStatus"].endswith("FAILED")
    )
