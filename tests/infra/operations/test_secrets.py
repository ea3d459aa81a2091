"""Secrets that a stack signs with."""

from moto import mock_aws

from infra.operations.secrets import NAMES, ensure_secrets


def test_missing_secrets_are_made_once() -> None:
    """Each secret is made encrypted, differs from the others, and is never replaced: links signed with it stay good."""
    import boto3

    with mock_aws():
        ssm = boto3.client("ssm", region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s")
        assert ensure_secrets(ssm, "stack") == [f"/stack/{name}" for name in sorted(NAMES)]
        first = ssm.get_parameters(Names=[f"/stack/{name}" for name in NAMES], WithDecryption=True)[
            "Parameters"
        ]
        assert {entry["Type"] for entry in first} == {"SecureString"}
        assert len({entry["Value"] for entry in first}) == len(NAMES)
        assert ensure_secrets(ssm, "stack") == []
        again = ssm.get_parameters(Names=[f"/stack/{name}" for name in NAMES], WithDecryption=True)[
            "Parameters"
        ]
        assert [entry["Value"] for entry in again] == [entry["Value"] for entry in first]
