"""What the door knows of connections, from encrypted parameters, kept for a minute."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.intake.door import DoorConfig
from aftersales.records.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient

KEPT_SECONDS = 60
"""A new or withdrawn secret works within this time."""
MOST_KEPT = 1000
"""Unknown ids are remembered too, and anyone may ask for any number of them."""


class SsmDoorConfigs:
    """Reads `<prefix>/connections/<connection>`: JSON {workspace, platform, store, secrets, account?}."""

    def __init__(self, client: "SSMClient", prefix: str, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that only grow."""
        self._client = client
        self._prefix = prefix
        self._clock = clock
        self._kept: dict[str, tuple[float, DoorConfig | None]] = {}

    def find(self, connection: str) -> DoorConfig | None:
        """Return the configuration, or None if there is none. Raises UnavailableError."""
        now = self._clock()
        known = self._kept.get(connection)
        if known and now < known[0] + KEPT_SECONDS:
            return known[1]
        found = self._read(connection)
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[connection] = (now, found)
        return found

    def _read(self, connection: str) -> DoorConfig | None:
        try:
            answer = self._client.get_parameter(
                Name=f"{self._prefix}/connections/{connection}", WithDecryption=True
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "ParameterNotFound":
                return None
            raise UnavailableError("parameters", code) from error
        except BotoCoreError as error:
            raise UnavailableError("parameters", type(error).__name__) from error
        values = json.loads(answer["Parameter"]["Value"])
        return DoorConfig(
            workspace=values["workspace"],
            platform=values["platform"],
            store=values["store"],
            secrets=tuple(values.get("secrets") or ()),
            account=values.get("account") or "",
        )
