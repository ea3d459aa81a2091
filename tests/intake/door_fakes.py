"""In-memory collaborators of the webhook door; tests/intake/door_contract.py proves them equal to those on AWS."""

from collections.abc import Iterable

from aftersales.intake.door import DoorConfig
from aftersales.records.errors import UnavailableError


class InMemoryQueue:
    """Keeps messages; `is_down` makes it fail as a queue does that cannot be reached."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.is_down = False

    def __len__(self) -> int:
        return len(self.messages)

    def send(self, message: str) -> None:
        if self.is_down:
            raise UnavailableError("queue", "ServiceUnavailable")
        self.messages.append(message)

    def send_many(self, messages: Iterable[str]) -> None:
        for message in messages:
            self.send(message)


class InMemoryArchive:
    """Keeps objects by key."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put(self, key: str, data: bytes) -> None:
        self.objects[key] = data

    def get(self, key: str) -> bytes:
        if key not in self.objects:
            raise UnavailableError("archive", "NoSuchKey")
        return self.objects[key]


class InMemoryDoorConfigs:
    """Knows the connections it is given, and counts how often it was asked."""

    def __init__(self, configs: dict[str, DoorConfig]) -> None:
        self.configs = configs
        self.asked = 0

    def find(self, connection: str) -> DoorConfig | None:
        self.asked += 1
        return self.configs.get(connection)
