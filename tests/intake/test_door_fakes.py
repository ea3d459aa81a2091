"""The door's fakes keep the contracts of what they stand for."""

from aftersales.intake.door import DeliveryQueue, DoorConfigs
from aftersales.intake.sending import Archive
from tests.intake.door_contract import CONFIG, ArchiveContract, DoorConfigsContract, QueueContract
from tests.intake.door_fakes import InMemoryArchive, InMemoryDoorConfigs, InMemoryQueue


class TestInMemoryQueue(QueueContract):
    def queue(self) -> DeliveryQueue:
        self.made = InMemoryQueue()
        return self.made

    def messages(self) -> list[str]:
        return self.made.messages


class TestInMemoryArchive(ArchiveContract):
    def archive(self) -> Archive:
        self.made = InMemoryArchive()
        return self.made

    def read(self, key: str) -> bytes:
        return self.made.get(key)


class TestInMemoryDoorConfigs(DoorConfigsContract):
    def configs(self) -> DoorConfigs:
        return InMemoryDoorConfigs({"shopify-aurora": CONFIG})
