"""erase_customers: orders to erase are executed by their deadline, workspace by workspace."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from aftersales.aws.erasures import DynamoErasureStore
from aftersales.aws.table import Table
from aftersales.privacy.stores import Notes
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.erasure import Erasure, Step
from functions.erase_customers.handler import handler
from tests.functions.events import event
from tests.privacy.house import SETTINGS, WORKSPACE, House, bought, house, redaction


def ordered(home: House) -> None:
    """A customer whom the platform orders to erase."""
    home.ingest(
        bought(1001, "Zelda Quuxley", "zelda@quux.example"), redaction([6001], "zelda@quux.example", 1701)
    )


def test_an_order_begins_by_itself_a_day_after_it_came(tmp_path: Path) -> None:
    """Not before; then it goes through all places in one run, and waits for its second round."""
    with house(tmp_path) as home:
        ordered(home)
        home.now += timedelta(days=2)
        assert handler(event("erase_customers", "schedule"), None, home.app) == {
            WORKSPACE: {"ordered": 0, "late": 0}
        }
        home.now += timedelta(days=2)
        assert handler(event("erase_customers", "one_workspace"), None, home.app)[WORKSPACE]["open"] == 1
        (errand,) = home.erasures.erasures(WORKSPACE)
        assert (errand.step, errand.rounds, errand.found["orders"]) == (Step.AGAIN, 1, 1)


def test_without_anybodys_word_nothing_begins_where_people_decide(tmp_path: Path) -> None:
    """0 days before the deadline: a person confirms; an order that is due within a week is counted as late."""
    with house(tmp_path) as home:
        home.workspaces.save_settings(SETTINGS.having(erase_days_before_due=0))
        ordered(home)
        home.now += timedelta(days=27)
        assert handler(event("erase_customers", "schedule"), None, home.app) == {
            WORKSPACE: {"ordered": 0, "late": 1}
        }
        assert home.erasures.erasures(WORKSPACE) == []


class ReadErasures(DynamoErasureStore):
    """Remembers what was read."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.reads: list[str] = []

    def requests(self, workspace: str) -> Sequence[PrivacyRequest]:
        self.reads.append("requests")
        return super().requests(workspace)

    def erasures(self, workspace: str) -> Sequence[Erasure]:
        self.reads.append("errands")
        return super().erasures(workspace)

    def erasure(self, workspace: str, request: str) -> Erasure | None:
        self.reads.append("an errand")
        return super().erasure(workspace, request)


def test_requests_and_errands_are_read_once_a_run(tmp_path: Path) -> None:
    """However many there are; a workspace gathers requests for years."""
    with house(tmp_path) as home:
        ordered(home)
        home.ingest(redaction([6002], "yorick@plugh.example", 1702))
        erasures = ReadErasures(home.table)
        app = replace(home.app, places=replace(home.app.places, erasures=erasures))
        for days, begun in ((1, 0), (3, 2)):
            home.now += timedelta(days=days)
            erasures.reads.clear()
            counts, failed = app.erase(WORKSPACE)
            assert (counts["ordered"], failed) == (begun, [])
            # Each errand that is left half done is looked up as it stands by then.
            assert erasures.reads == ["requests", "errands", *["an errand"] * begun]
        assert counts["open"] == 2


def test_one_workspaces_trouble_is_told_at_the_end(tmp_path: Path) -> None:
    """The schedule sees the failure, by its code alone."""
    with house(tmp_path) as home:
        ordered(home)
        home.now += timedelta(days=9)
        home.objects.bodies[f"facts/workspace={WORKSPACE}/month=2026-11/torn.parquet"] = b"no parquet"
        with pytest.raises(RuntimeError, match=r"^erasing failed: "):
            handler(event("erase_customers", "schedule"), None, home.app)


class TornNotes:
    """Notes of which one errand's cannot be read."""

    def __init__(self, notes: Notes, torn: str) -> None:
        self._notes, self._torn = notes, torn

    def load(self, workspace: str, request: str) -> bytes | None:
        if request == self._torn:
            raise KeyError(request)
        return self._notes.load(workspace, request)

    def save(self, workspace: str, request: str, notes: bytes) -> None:
        self._notes.save(workspace, request, notes)

    def burn(self, workspace: str, request: str) -> None:
        self._notes.burn(workspace, request)


def test_one_errands_trouble_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    """Each has a deadline of its own; what is late is counted all the same, and the failure is told by its code."""
    with house(tmp_path) as home:
        ordered(home)
        home.ingest(
            bought(1002, "Yorick Plugh", "yorick@plugh.example"),
            redaction([6002], "yorick@plugh.example", 1702),
        )
        home.now += timedelta(days=4)
        first, second = (one.home for one in home.erasures.requests(WORKSPACE))
        torn = min(first, second)
        places = replace(home.app.places, notes=TornNotes(home.app.places.notes, torn))
        with pytest.raises(RuntimeError, match=r"^erasing failed: KeyError$"):
            handler(event("erase_customers", "schedule"), None, replace(home.app, places=places))
        steps = {one.request: one.step for one in home.erasures.erasures(WORKSPACE)}
        assert steps == {torn: Step.TABLE, max(first, second): Step.AGAIN}
