"""What the door needs of its collaborators, in memory and on AWS alike. Test classes inherit from these and make the thing."""

from abc import ABC, abstractmethod

import pytest

from aftersales.intake.door import DeliveryQueue, DoorConfig, DoorConfigs
from aftersales.intake.sending import Archive
from aftersales.records.errors import UnavailableError

CONFIG = DoorConfig(
    workspace="demo",
    platform="shopify",
    store="shopify-aurora",
    secrets=("new", "old"),
    account="aurora-living.myshopify.com",
)


class QueueContract(ABC):
    """Holds for every queue."""

    @abstractmethod
    def queue(self) -> DeliveryQueue: ...

    @abstractmethod
    def messages(self) -> list[str]: ...

    def test_message_arrives_as_sent(self) -> None:
        """A message is written once, letter for letter."""
        text = '{"body":"R3LDtsOfZQ==","name":"大"}'
        self.queue().send(text)
        assert self.messages() == [text]


class ArchiveContract(ABC):
    """Holds for every archive."""

    @abstractmethod
    def archive(self) -> Archive: ...

    @abstractmethod
    def read(self, key: str) -> bytes: ...

    def test_object_is_kept_byte_for_byte(self) -> None:
        """An object comes back as it was written, and writing it again changes nothing."""
        archive = self.archive()
        for _ in range(2):
            archive.put("raw/demo/shopify/2026-11-22/a.jsonl", b"\x00\xff\r\n")
        assert self.read("raw/demo/shopify/2026-11-22/a.jsonl") == b"\x00\xff\r\n"

    def test_missing_object_is_unavailable(self) -> None:
        """What is not there (yet) may be there later."""
        self.archive()
        with pytest.raises(UnavailableError):
            self.read("raw/none")


class DoorConfigsContract(ABC):
    """Holds for every source of configurations; `configs()` knows CONFIG as shopify-aurora."""

    @abstractmethod
    def configs(self) -> DoorConfigs: ...

    def test_connection_is_found_whole(self) -> None:
        """Workspace, platform, store, both secrets and the account come back."""
        assert self.configs().find("shopify-aurora") == CONFIG

    def test_unknown_connection_is_none(self) -> None:
        """A connection that nobody made is not found, and that is no failure."""
        assert self.configs().find("shopify-other") is None
