"""API credentials of connections, from encrypted parameters."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import RejectedError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient


class SsmCredentials:
    """Reads the `api` part of `<prefix>/connections/<connection>`."""

    def __init__(self, client: "SSMClient", prefix: str) -> None:
        """Read below `prefix`."""
        self._client = client
        self._prefix = prefix

    def of(self, connection: str) -> Mapping[str, str]:
        """Return the credentials; RejectedError if none are stored."""
        try:
            answer = self._client.get_parameter(
                Name=f"{self._prefix}/connections/{connection}", WithDecryption=True
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "ParameterNotFound":
                raise RejectedError("no_credentials") from error
            raise UnavailableError("parameters", code) from error
        except BotoCoreError as error:
            raise UnavailableError("parameters", type(error).__name__) from error
        return dict(json.loads(answer["Parameter"]["Value"]).get("api") or {})
