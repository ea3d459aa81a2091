"""Gives a stack the secrets it signs with: makes each that is missing, leaves those that are there.

CloudFormation cannot write encrypted parameters, so `make deploy` and the local cloud call this after the stack stands.
"""

import secrets
from typing import Any

from infra.operations.target import arguments, target_of

# Report links, and the console's sessions and forms, are signed with these.
NAMES = ("link-secret", "session-secret")
BYTES = 32


def ensure_secrets(ssm: Any, stack: str) -> list[str]:
    """Write the missing ones of `/<stack>/<name>` and return their names. `ssm` is a boto3 client."""
    wanted = {f"/{stack}/{name}" for name in NAMES}
    there = {entry["Name"] for entry in ssm.get_parameters(Names=sorted(wanted))["Parameters"]}
    missing = sorted(wanted - there)
    for name in missing:
        ssm.put_parameter(Name=name, Value=secrets.token_urlsafe(BYTES), Type="SecureString")
    return missing


def main() -> None:
    """Make a stage's missing secrets and say which."""
    target = target_of(arguments(__doc__).parse_args().stage)
    for name in ensure_secrets(target.client("ssm"), target.stack):
        print(f"made {name}")


if __name__ == "__main__":
    main()
