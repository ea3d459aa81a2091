"""Whose name stands beside a record: leads read names, others their own and colleagues by number, on every way out."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from typing import Any

import pytest

from aftersales.accounts.colleagues import FORMER, colleagues
from aftersales.metrics.anonymous import numbered
from aftersales.metrics.figure import Filters, RecordRow
from aftersales.metrics.period import Period
from aftersales.records.workspace import Role, Settings
from aftersales.reports.tables import records_sheet
from tests.desk.in_memory import InMemoryFigures
from tests.web.in_memory import NOW, Browser, House
from tests.web.seller import house
from tests.web.test_api import Client
from tests.web.test_api_figures import program, token_of

METRIC = "first_response"
LIN, KIM, GONE = "lin@example.com", "kim@example.com", "gone@example.com"
LEADS = [f"{role}@example.com" for role in (Role.ANALYST, Role.MANAGER, Role.ADMIN)]
OTHERS = [KIM, "translator@example.com"]


class Staffed(InMemoryFigures):
    """Records of three people, one of whom has left."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        super().__init__(settings, now)
        self._people = (LIN, KIM, GONE)

    def rows(
        self, name: str, period: Period, filters: Filters | None = None, *, limit: int = 100, offset: int = 0
    ) -> Sequence[RecordRow]:
        found = super().rows(name, period, filters, limit=limit, offset=offset)
        return [row.having(agent=self._people[place % 3]) for place, row in enumerate(found)]


@pytest.fixture(scope="module")
def staffed() -> House:
    """A seller whose figures name people."""
    made = house()
    made.figures_of = Staffed
    return made


def page(made: House, who: str) -> str:
    """The records of a figure as a person's page shows them."""
    visitor = Browser(made).sign_in(who)
    visitor.get("/language/en")
    table = visitor.get(f"/figures/{METRIC}").page.select_one("table.rows")
    assert table is not None
    return str(table.text)


def rows(answer: tuple[int, Any]) -> set[str]:
    """The people in an answer of the API."""
    status, body = answer
    assert status == 200
    return {row["agent"] for row in body["rows"]}


@pytest.mark.parametrize("who", LEADS)
def test_leads_read_names(staffed: House, who: str) -> None:
    """On the page, in both exports and from the API; who has left keeps the address."""
    text = page(staffed, who)
    assert ("林晓" in text, "Kim Park" in text, GONE in text) == (True, True, True)
    visitor = Browser(staffed).sign_in(who)
    table = csv.DictReader(StringIO(visitor.get(f"/figures/{METRIC}/rows.csv").text.lstrip("\ufeff")))
    assert {row["agent"] for row in table} == {LIN, KIM, GONE}
    assert visitor.get(f"/figures/{METRIC}/rows.xlsx").status == 200
    assert rows(Client(staffed, who).call("GET", f"/api/figures/{METRIC}")) == {LIN, KIM, GONE}
    assert Client(staffed, who).call("GET", "/api/figures", {"metric": METRIC, "by": "agent"})[0] == 200


@pytest.mark.parametrize("who", OTHERS)
def test_others_read_their_own_name_and_numbers(staffed: House, who: str) -> None:
    """No address of a colleague leaves by any way; exports and splits by person are not for them."""
    text = page(staffed, who)
    assert ("林晓" in text, LIN in text, GONE in text) == (False, False, False)
    assert ("Kim Park" in text) is (who == KIM)
    assert "A former colleague" in text
    assert "Colleague " in text
    visitor = Browser(staffed).sign_in(who)
    for address in (
        f"/figures/{METRIC}/rows.csv",
        f"/figures/{METRIC}/rows.xlsx",
        "/insight/people",
        f"/figures/{METRIC}?agent={LIN}",
    ):
        assert visitor.get(address).status == 403
    client = Client(staffed, who)
    seen = rows(client.call("GET", f"/api/figures/{METRIC}"))
    assert {LIN, GONE}.isdisjoint(seen)
    assert FORMER in seen
    assert (KIM in seen) is (who == KIM)
    for path, query in (
        ("/api/figures", {"metric": METRIC, "by": "agent"}),
        ("/api/figures.csv", {"metric": METRIC, "by": "agent"}),
        ("/api/figures", {"metric": METRIC, "agent": LIN}),
        (f"/api/figures/{METRIC}", {"agent": LIN}),
        ("/api/movers", {"by": "agent"}),
    ):
        assert client.call("GET", path, query)[0] == 403, path
    assert client.call("GET", f"/api/figures/{METRIC}", {"agent": who})[0] == 200


def test_programs_read_what_the_manager_gave_them(staffed: House) -> None:
    """A token is made by a manager, who may see everybody: it reads addresses, to join them with other tables."""
    assert rows(program(staffed, token_of(staffed)[1]).call("GET", f"/bi/figures/{METRIC}")) == {
        LIN,
        KIM,
        GONE,
    }


def test_reports_name_nobody(staffed: House) -> None:
    """A report's files go to readers of all roles and open by a link: people have numbers, the same one in each row."""
    settings = staffed.workspaces.settings("w")
    found = Staffed(settings, NOW).rows(
        METRIC, Period(first=NOW.date(), last=NOW.date(), zone="UTC", label="x")
    )
    sheet = records_sheet([(METRIC, row) for row in found], "en", b"secret")
    people = [row[sheet.head.index("agent")] for row in sheet.rows]
    assert set(people) == {"colleague 1", "colleague 2", "colleague 3"}
    assert len({(one, row.agent) for one, row in zip(people, found, strict=True)}) == 3
    assert "同事 1" in {row[14] for row in records_sheet([(METRIC, found[0])], "zh", b"secret").rows}


def test_who_knows_all_addresses_does_not_know_the_numbers_in_a_report() -> None:
    """The order hangs on a secret that no file tells: with another one another person is the first."""
    people = (LIN, KIM, GONE)
    firsts = {min(numbered(people, bytes([one])).items(), key=lambda pair: pair[1])[0] for one in range(20)}
    assert firsts == set(people)


def test_numbers_are_the_same_for_every_reader(staffed: House) -> None:
    """Two colleagues can speak about 'colleague 3' and mean the same person; letter case makes nobody two."""
    members = staffed.workspaces.members("w")
    mine, yours = (
        colleagues(one, members)
        for one in members
        if one.role in {Role.AGENT, Role.TRANSLATOR} and one.email != KIM
    )
    assert mine.key(LIN) == yours.key(LIN.upper())
    assert len({mine.key(one.email) for one in members}) == len(members)
    assert mine.key(None) is None
