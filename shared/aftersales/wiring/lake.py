"""What write_lake works with."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from aftersales.aws.objects import S3LakeObjects
from aftersales.lake.stream import Appended, append
from aftersales.lake.writer import LakeWriter
from aftersales.wiring import clients
from aftersales.wiring.environment import setting

Append = Callable[[Sequence[Mapping[str, Any]]], Appended]
"""Appends a batch of stream records."""


def lake_objects() -> S3LakeObjects:
    """The lake's bucket."""
    return S3LakeObjects(clients.s3(), setting("LAKE_BUCKET"))


@cache
def app() -> Append:
    """Connect the real bucket."""
    return partial(append, LakeWriter(lake_objects()))


__all__ = ["Append", "app", "lake_objects"]
