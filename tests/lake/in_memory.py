"""The lake's bucket in memory, and a lake made of facts at hand."""

from collections.abc import Iterable
from hashlib import md5
from pathlib import Path

from aftersales.lake.writer import LakeWriter, Snapshot
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.workspace import Settings
from tests.lake.whole_lake import DuckLake


class InMemoryObjects:
    """Plays `Objects`."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.fetched: list[str] = []

    def __len__(self) -> int:
        return len(self.bodies)

    def __contains__(self, key: str) -> bool:
        return key in self.bodies

    def put(self, key: str, body: bytes) -> None:
        self.bodies[key] = body

    def get(self, key: str) -> bytes:
        self.fetched.append(key)
        return self.bodies[key]

    def delete(self, key: str) -> None:
        self.bodies.pop(key, None)

    def list(self, prefix: str) -> dict[str, str]:
        return {
            key: md5(body, usedforsecurity=False).hexdigest()
            for key, body in self.bodies.items()
            if key.startswith(prefix)
        }


def snapshot(case: Case, position: int = 1) -> Snapshot:
    """A case as the stream would bring it."""
    return Snapshot(case.workspace, case.home, case.number, case.seen, str(position), case)


DEMO = Settings(workspace="demo", name="Aurora Living", zone="Asia/Shanghai", language="zh")


def lake_of(
    folder: Path, facts: Iterable[Fact] = (), cases: Iterable[Case] = (), settings: Settings = DEMO
) -> DuckLake:
    """A lake of one workspace ('demo') that holds these facts and cases."""
    objects = InMemoryObjects()
    snapshots = [snapshot(case, position) for position, case in enumerate(cases)]
    LakeWriter(objects).write("batch", facts=facts, cases=snapshots)
    lake = DuckLake(settings, objects, folder)
    lake.refresh()
    return lake
