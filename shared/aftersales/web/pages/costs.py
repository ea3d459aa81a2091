"""What after-sales cost: the rates of work and tools, and bills as a table."""

from collections.abc import Mapping

from aftersales.accounts.access import MANAGERS
from aftersales.desk.costs import COLUMNS, MOST_LINES, Taken, read_money, take_costs
from aftersales.desk.settings import whole
from aftersales.records.cost import Component
from aftersales.records.errors import RejectedError
from aftersales.records.money import Money
from aftersales.web.http import Response
from aftersales.web.pages.setting_forms import Wish, save, sealed, words_of
from aftersales.web.pages.terms import LONGEST_TABLE, table_rows
from aftersales.web.spreadsheets import csv_file
from aftersales.web.visit import Visit

PAGE = "/settings/costs"
PART = whole("labour_minute", "tools_per_case")
NEEDED = COLUMNS[:3]


def page(visit: Visit) -> Response:
    """Show the rates, and the form for bills."""
    return _shown(visit)


def change(visit: Visit) -> Response:
    """Save the rates; an empty field says that nobody knows."""
    form = visit.request.form
    try:
        rates = {
            name: read_money(form.get(name, ""), form.get(f"{name}_currency", ""))
            for name in ("labour_minute", "tools_per_case")
        }
    except RejectedError as error:
        return _shown(visit, sent=form, error=error)
    wish = Wish(
        part=PART, edit=lambda settings: settings.having(**rates), page=PAGE, done=f"{PAGE}?done=saved"
    )
    return save(visit, wish)


def take_in(visit: Visit) -> Response:
    """Take bills in; lines that cannot be read are named, the others are kept."""
    rooms, form = visit.rooms, visit.request.form
    try:
        rows = table_rows(form.get("table", ""), NEEDED)
        stores = [one.store for one in rooms.workspaces.connections(visit.workspace)]
        done = take_costs(rooms.dossiers, visit.settings, stores, rows, visit.request.now)
    except RejectedError as error:
        return _shown(visit, sent=form, error=error)
    return _shown(visit, taken=done)


def sample(visit: Visit) -> Response:
    """Hand out a table with the right head and two lines as an example."""
    today = visit.request.now.date().isoformat()
    lines = (
        (today, "1001", Component.RETURN_FREIGHT.value, "4.90", "EUR", "", "", "INV-77-1"),
        (today, "1001", Component.GOODS.value, "18.00", "CNY", "", "JKT-21", ""),
        (today, "1001", Component.LABOUR.value, "", "", "12", "", ""),
    )
    return csv_file("after-sales-costs", COLUMNS, lines)


def _shown(
    visit: Visit,
    *,
    taken: Taken | None = None,
    sent: Mapping[str, str] | None = None,
    error: RejectedError | None = None,
) -> Response:
    settings, words = visit.settings, words_of(visit)
    fields = {
        **_amount("labour_minute", settings.labour_minute, settings.reporting_currency),
        **_amount("tools_per_case", settings.tools_per_case, settings.reporting_currency),
        "table": "",
        **(sent or {}),
    }
    return visit.show(
        "costs.html",
        200 if error is None else 400,
        fields=fields,
        columns=COLUMNS,
        most=MOST_LINES,
        longest_table=LONGEST_TABLE,
        components=[(one.value, words.names.of("part", one.value)) for one in Component],
        taken=taken,
        problem=error,
        seen=sealed(visit, PART, sent),
        may=MANAGERS.allows(visit.member),
        done=visit.request.query.get("done", ""),
    )


def _amount(name: str, money: Money | None, usual: str) -> dict[str, str]:
    return {name: str(money.amount) if money else "", f"{name}_currency": money.currency if money else usual}
