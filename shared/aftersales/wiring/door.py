"""What receive_webhook works with. Light: AWS loads with the first request, a platform's check with its first delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Any

from aftersales.intake.door import Answer, DeliveryQueue, DoorConfigs, receive
from aftersales.intake.http_event import path_parameter, webhook_request
from aftersales.intake.sending import Archive
from aftersales.platforms.registry import check_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorApp:
    """Collaborators of receive_webhook."""

    configs: DoorConfigs
    queue: DeliveryQueue
    archive: Archive

    def receive(self, event: Mapping[str, Any], received_at: float) -> Answer:
        """Take one request of API Gateway in; `received_at` is Unix seconds."""
        return receive(
            webhook_request(event, received_at),
            path_parameter(event, "connection"),
            configs=self.configs,
            check_of=check_of,
            queue=self.queue,
            archive=self.archive,
        )


class LateArchive:
    """The archive, connected when the first delivery is too large for the queue: most processes never see one."""

    def put(self, key: str, data: bytes) -> None:
        """Write an object."""
        from aftersales.aws.archive import S3Archive
        from aftersales.wiring import clients
        from aftersales.wiring.environment import setting

        S3Archive(clients.s3(), setting("ARCHIVE_BUCKET")).put(key, data)


@cache
def app() -> DoorApp:
    """Connect the real collaborators."""
    from aftersales.aws.door_config import SsmDoorConfigs
    from aftersales.aws.queue import SqsQueue
    from aftersales.wiring import clients
    from aftersales.wiring.environment import setting

    return DoorApp(
        configs=SsmDoorConfigs(clients.ssm(), setting("PARAMETER_PREFIX"), monotonic),
        queue=SqsQueue(clients.sqs(), setting("DELIVERIES_QUEUE_URL")),
        archive=LateArchive(),
    )
