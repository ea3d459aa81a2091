"""What erase_customers works with."""

from collections import Counter
from collections.abc import Callable
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
        now = self.clock()
        counts = Counter(ordered=order_due(self.places.erasures, settings, now))
        erasing = Erasing(
            self.places, settings, clock=self.clock, until=now + _AT_MOST, new_salt=self.new_salt
        )
        open_ones = {one.request: one for one in self.places.erasures.erasures(workspace) if not one.is_done}

        def go_on(request: str) -> None:
            counts["done" if erasing.go_on(open_ones[request]).is_done else "open"] += 1

        failed = each(list(open_ones), go_on)
        counts["late"] = count_late(self.places.erasures, workspace, self.clock())
        return counts, failed


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
    table, objects = stores.table(), lake_objects()
    bucket = setting("REPORTS_BUCKET")
    return ErasingApp(
        workspaces=stores.workspaces(),
        places=Places(
            erasures=DynamoErasureStore(table),
            dossiers=stores.dossiers(),
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
