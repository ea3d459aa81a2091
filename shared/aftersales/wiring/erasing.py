"""What erase_customers works with."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from secrets import token_hex

from aftersales.aws.answers import DynamoAnswerCache
from aftersales.aws.archive import S3Archive
from aftersales.aws.erasures import DynamoErasureStore
from aftersales.aws.memories import TableMemories
from aftersales.aws.objects import S3ReportFiles
from aftersales.aws.phrases import DynamoPhraseMemory
from aftersales.cases.stores import WorkspaceStore
from aftersales.lake.forgetting import LakeForgetting, LakeNotes
from aftersales.platforms.parsers import parser_of
from aftersales.privacy.erasing import Erasing
from aftersales.privacy.ordering import count_late, order_due
from aftersales.privacy.walking import Places
from aftersales.records.erasure import Erasure
from aftersales.wiring import clients, stores
from aftersales.wiring.environment import setting
from aftersales.wiring.lake import lake_objects
from aftersales.wiring.rounds import each

_AT_MOST = timedelta(minutes=10)
"""So long an invocation begins new pieces of work; the next one goes on."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasingApp:
    """Collaborators of erase_customers."""

    workspaces: WorkspaceStore
    places: Places
    clock: Callable[[], datetime] = _now
    new_salt: Callable[[], str] = token_hex

    def erase(self, workspace: str) -> tuple[Counter[str], list[str]]:
        """Order what is due and take every open errand as far as it comes, others too where one fails.

        Return counts and the codes of failures, and nothing personal.
        """
        settings = self.workspaces.settings(workspace)
        now, store = self.clock(), self.places.erasures
        requests, errands = store.requests(workspace), _by_request(store.erasures(workspace))
        ordered = order_due(store, requests, errands, settings, now)
        errands |= _by_request(ordered)
        counts = Counter(ordered=len(ordered))
        erasing = Erasing(
            self.places, settings, clock=self.clock, until=now + _AT_MOST, new_salt=self.new_salt
        )

        def go_on(request: str) -> None:
            errands[request] = erasing.go_on(errands[request])
            counts["done" if errands[request].is_done else "open"] += 1

        failed = each([request for request in sorted(errands) if not errands[request].is_done], go_on)
        counts["late"] = count_late(requests, errands, self.clock())
        return counts, failed


def _by_request(errands: Iterable[Erasure]) -> dict[str, Erasure]:
    return {errand.request: errand for errand in errands}


@dataclass(frozen=True, slots=True)
class ReportBucket:
    """Plays `Files`: read as an archive is, written as reports are."""

    reading: S3Archive
    writing: S3ReportFiles

    def get(self, key: str) -> bytes:
        """Read a file."""
        return self.reading.get(key)

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write a file."""
        self.writing.put(key, body, content_type)


@cache
def app() -> ErasingApp:
    """Connect the real collaborators."""
    table, objects, workspaces = stores.table(), lake_objects(), stores.workspaces()
    bucket = setting("REPORTS_BUCKET")
    return ErasingApp(
        workspaces=workspaces,
        places=Places(
            erasures=DynamoErasureStore(table),
            dossiers=stores.dossiers(),
            examples=workspaces,
            letters=stores.outbox(),
            shelf=stores.reports(),
            files=ReportBucket(S3Archive(clients.s3(), bucket), S3ReportFiles(clients.s3(), bucket)),
            archive=stores.archive(),
            memories=TableMemories(
                DynamoPhraseMemory(table), DynamoAnswerCache(table, _now), stores.glossary()
            ),
            lake=LakeForgetting(objects),
            notes=LakeNotes(objects),
            parser_of=parser_of,
        ),
    )


__all__ = ["ErasingApp", "ReportBucket", "app"]
