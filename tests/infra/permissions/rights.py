"""Rights as pairs of action and resource: what a role grants, and what an AWS call needs."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from infra.grants import WORK, actions_of, folder_of, role_of, statements_of
from infra.local.template import Document, resources_of
from tests.infra.permissions.resolved import ACCOUNT, REGION, STACK, Resolved

Right = tuple[str, str]
"""An IAM action and the ARN it is about; in a grant the ARN may end in a wildcard."""

# Where IAM names an operation differently.
_NAMES = {
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "sqs:SendMessageBatch": "sqs:SendMessage",
}


def granted(template: Document, function: str, resolved: Resolved) -> set[Right]:
    """Return what the `work` policy of a function's role allows."""
    [found] = [
        entry
        for entry in resources_of(template, "AWS::Serverless::Function").values()
        if folder_of(entry) == function
    ]
    return {
        (action, resource)
        for statement in statements_of(role_of(template, found), {WORK}, resolved.conditions)
        for action in actions_of(statement)
        for resource in _resources(resolved, statement["Resource"])
    }


def _resources(resolved: Resolved, value: Any) -> list[str]:
    return [str(resolved(one)) for one in (value if isinstance(value, list) else [value])]


def allows(grant: Right, needed: Right) -> bool:
    """Whether a grant covers what a call needs."""
    return grant[0] == needed[0] and fnmatchcase(needed[1], grant[1])


def needed(service: str, operation: str, values: Mapping[str, Any]) -> Iterator[Right]:
    """Yield what a call needs; `service` is the name that signs the request (SES: not that of its address)."""
    if operation == "TransactWriteItems":
        # IAM asks for the right to each write, and has no name for the whole.
        for write in values["TransactItems"]:
            for kind, one in write.items():
                yield from needed(service, f"{kind}Item", one)
        return
    action = f"{service}:{operation}"
    for resource in _about(service, values):
        yield _NAMES.get(action, action), resource
        # Raw mail is checked under the name that the first API had for it, whatever the operation is called now.
        if service == "ses" and "Raw" in values.get("Content", {}):
            yield "ses:SendRawEmail", resource


def _about(service: str, values: Mapping[str, Any]) -> Iterator[str]:
    place = f"{REGION}:{ACCOUNT}"
    if service == "dynamodb":
        for table in values.get("RequestItems") or [values["TableName"]]:
            index = f"/index/{values['IndexName']}" if "IndexName" in values else ""
            yield f"arn:aws:dynamodb:{place}:table/{table}{index}"
    elif service == "s3":
        yield f"arn:aws:s3:::{values['Bucket']}" + (f"/{values['Key']}" if "Key" in values else "")
    elif service == "sqs":
        yield f"arn:aws:sqs:{place}:{values['QueueUrl'].rsplit('/', 1)[-1]}"
    elif service == "ssm":
        yield f"arn:aws:ssm:{place}:parameter{values['Name']}"
    elif service == "ses":
        # The identity carries the stack's configuration set, and a role must have the right to both.
        yield f"arn:aws:ses:{place}:identity/{values['FromEmailAddress']}"
        yield f"arn:aws:ses:{place}:configuration-set/{STACK}"
    elif service == "translate" and "Name" in values:
        yield f"arn:aws:translate:{place}:terminology/{values['Name']}"
    elif service in {"comprehend", "translate"}:
        yield "*"
    else:
        raise LookupError(f"{service} is new here: say which resource its calls are about")
