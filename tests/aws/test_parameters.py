"""SsmSecret: read once, and missing means closed."""

from typing import TYPE_CHECKING

import pytest
from moto import mock_aws

from aftersales.aws.parameters import SsmSecret
from aftersales.records.errors import UnavailableError
from tests.aws.account import session

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient


@mock_aws
def test_a_secret_is_read_once() -> None:
    """The first use reads the encrypted parameter; later uses remember it; a missing one opens nothing."""
    client: SSMClient = session().client("ssm")
    secret = SsmSecret(client, "/s/session-secret")
    with pytest.raises(UnavailableError, match="ParameterNotFound"):
        secret()
    client.put_parameter(Name="/s/session-secret", Value="abc", Type="SecureString")
    assert secret() == b"abc"
    client.delete_parameter(Name="/s/session-secret")
    assert secret() == b"abc"
