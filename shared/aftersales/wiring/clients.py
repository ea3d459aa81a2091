"""AWS clients, one of each per process, made when first used."""

from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_comprehend import ComprehendClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_translate import TranslateClient

# Requests are built by typed code, so botocore's own check of each parameter (over half of its CPU time) is left out.
_CONFIG = Config(
    parameter_validation=False,
    retries={"mode": "standard", "max_attempts": 4},
    connect_timeout=2,
    read_timeout=10,
    tcp_keepalive=True,
    signature_version="v4",
)
_S3_CONFIG = _CONFIG.merge(Config(signature_version="s3v4", s3={"addressing_style": "path"}))


@cache
def _session() -> boto3.Session:
    return boto3.Session()


def _client(service: str, config: Config = _CONFIG) -> Any:  # noqa: ANN401 each function below names its type
    return _session().client(service, config=config)  # type: ignore[call-overload]


@cache
def dynamodb() -> "DynamoDBClient":
    """The table's service."""
    client: DynamoDBClient = _client("dynamodb")
    return client


@cache
def sqs() -> "SQSClient":
    """The queues' service."""
    client: SQSClient = _client("sqs")
    return client


@cache
def s3() -> "S3Client":
    """The buckets' service; links it signs are SigV4, so that they expire and cannot be altered."""
    client: S3Client = _client("s3", _S3_CONFIG)
    return client


@cache
def ssm() -> "SSMClient":
    """The parameters' service."""
    client: SSMClient = _client("ssm")
    return client


@cache
def ses() -> "SESV2Client":
    """The mail service."""
    client: SESV2Client = _client("sesv2")
    return client


@cache
def cognito() -> "CognitoIdentityProviderClient":
    """The user pool's service; sign-in calls carry no AWS signature."""
    client: CognitoIdentityProviderClient = _client("cognito-idp")
    return client


@cache
def comprehend() -> "ComprehendClient":
    """The service that knows languages and moods."""
    client: ComprehendClient = _client("comprehend")
    return client


@cache
def translate() -> "TranslateClient":
    """The service that translates."""
    client: TranslateClient = _client("translate")
    return client
