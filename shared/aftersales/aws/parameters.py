"""Secrets that are one text each, from encrypted parameters."""

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient


class SsmSecret:
    """Gives the bytes of one parameter; it is read once, when first asked for."""

    def __init__(self, client: "SSMClient", name: str) -> None:
        """Remember the parameter's full name; nothing is called yet."""
        self._client = client
        self._name = name
        self._known: bytes | None = None

    def __call__(self) -> bytes:
        """Return the secret. UnavailableError if it is missing: without it nothing may be signed or trusted."""
        if self._known is None:
            try:
                answer = self._client.get_parameter(Name=self._name, WithDecryption=True)
            except ClientError as error:
                raise UnavailableError("parameters", error.response["Error"]["Code"]) from error
            except BotoCoreError as error:
                raise UnavailableError("parameters", type(error).__name__) from error
            self._known = answer["Parameter"]["Value"].encode()
        return self._known
