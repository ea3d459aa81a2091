"""SsmSecret: read once, and missing means closed."""

from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

from aftersales.aws.parameters import SsmSecret
from aftersales.records.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient


@mock_aws
def test_a_secret_is_read_once() -> None:
    """The first use reads the encrypted parameter; later uses remember it; a missing one opens nothing."""
    client: SSMClient = boto3.client("ssm", "us-east-1", aws_access_key_id="t", aws_secret_access_key="t")
    secret = SsmSecret(client, "/s/session-secret")
    with pytest.raises(UnavailableError, match="ParameterNotFound"):
        secret()
    client.put_parameter(Name="/s/session-secret", Value="abc", Type="SecureString")
    assert secret() == b"abc"
    client.delete_parameter(Name="/s/session-secret")
    assert secret() == b"abc"
