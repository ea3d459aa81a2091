"""Sets, rates and bills in people's hands: what is unclear is named, what is told twice counts once."""

import pytest

from aftersales.records.cost import Component, Cost
from aftersales.records.order import Order
from aftersales.records.workspace import Role
from tests.web.in_memory import House
from tests.web.seller import house
from tests.web.test_settings import browser, saved


@pytest.fixture
def seller() -> House:
    """A seller with orders and cases."""
    return house()


def test_sets_are_told_part_by_part(seller: House) -> None:
    """One line a part; a line that is no part is named by its number."""
    visitor = browser(seller)
    visitor.get("/settings/goods")
    answer = visitor.press("/settings/goods", sku="SET", parts="JKT-1 x 2\nhat x many")
    assert (answer.status, "Line 2" in answer.page.text) == (400, True)
    visitor.get("/settings/goods")
    saved(visitor, "/settings/goods", sku="SET", parts="JKT-1 x 2\nHAT")
    (bundle,) = seller.workspaces.settings("w").bundles
    assert bundle.parts == {"JKT-1": 2, "HAT": 1}
    assert "2 × JKT-1 + 1 × HAT" in " ".join(visitor.get("/settings/goods").page.text.split())
    address = visitor.get("/settings/goods").page.find("a", href=lambda to: bool(to and "?bundle=" in to))
    visitor.get(str(address["href"]).partition("#")[0])  # type: ignore[index]
    saved(visitor, "/settings/goods", since="2026-02-01")
    (moved,) = seller.workspaces.settings("w").bundles
    assert (moved.parts, moved.since.year) == (bundle.parts, 2026)
    visitor.get("/settings/goods")
    saved(visitor, "/settings/goods/remove")
    assert seller.workspaces.settings("w").bundles == ()


def test_rates_are_known_or_unknown(seller: House) -> None:
    """An amount has a currency; an emptied field says again that nobody knows."""
    visitor = browser(seller)
    visitor.get("/settings/costs")
    saved(visitor, "/settings/costs", labour_minute="1,20", labour_minute_currency="cny")
    rate = seller.workspaces.settings("w").labour_minute
    assert (rate and rate.minor, rate and rate.currency) == (120, "CNY")
    visitor.get("/settings/costs")
    assert visitor.press("/settings/costs", labour_minute="1,200.5").status == 400
    visitor.get("/settings/costs")
    saved(visitor, "/settings/costs", labour_minute="")
    assert seller.workspaces.settings("w").labour_minute is None


def test_bills_are_taken_in_line_by_line(seller: House) -> None:
    """Good lines become facts beside their orders, bad ones are named with the reason; the same table again tells nothing new."""
    number = next(fact.record.number for fact in seller.dossiers.facts("w") if isinstance(fact.record, Order))
    table = "\n".join(
        [
            "date;order;component;amount;currency;minutes;sku;id",
            f"2026-03-01;{number};return_freight;4,90;EUR;;;",
            f"2026-03-01;{number};return_freight;4,90;EUR;;;",
            f"2026-03-01;{number};labour;;;12;;",
            f"2026-03-01;{number};magic;1;EUR;;;",
            "2026-03-01;nowhere;duty;1;EUR;;;",
            f"1 March;{number};duty;1;EUR;;;",
            f"2026-03-01;{number};duty;-1;EUR;;;",
            f"2026-03-01;{number};duty;;;5;;",
        ]
    )
    visitor = browser(seller)
    visitor.get("/settings/costs")
    text = visitor.press("/settings/costs/import", table=table).page.text
    assert "3 lines taken in" in text
    for line in (5, 6, 7, 8, 9):
        assert f"Line {line}" in text
    told = [one.record for one in seller.dossiers.facts("w") if isinstance(one.record, Cost)]
    assert sorted(one.component for one in told) == [Component.LABOUR, *[Component.RETURN_FREIGHT] * 2]
    assert {one.minutes for one in told} == {12, None}
    assert (
        "0 lines taken in, 3 known before" in visitor.press("/settings/costs/import", table=table).page.text
    )
    assert visitor.get("/settings/costs/sample.csv").text.count("\n") == 4
    assert (
        "first line has to name"
        in visitor.get("/settings/costs").page.text
        + visitor.press("/settings/costs/import", table="a;b\n1;2").page.text
    )


MISTAKES = {
    "suppliers": (
        "goods",
        {"suppliers": "Sun: JKT-1"},
        {"suppliers": "nothing"},
        {"suppliers": "Moon: JKT-1"},
    ),
    "goods": (
        "goods",
        {"sku": "SET", "parts": "JKT-1 x 2"},
        {"sku": "SET", "parts": "hat x many"},
        {"parts": "HAT x 2"},
    ),
    "costs": ("costs", {"labour_minute": "2"}, {"labour_minute": "1,200.5"}, {"labour_minute": "3"}),
}
"""Form → its page, what somebody saves, a mistake, and the mistake corrected."""


@pytest.mark.parametrize("form", MISTAKES)
def test_a_corrected_form_overwrites_nobody(seller: House, form: str) -> None:
    """A form that comes back with a mistake still shows what it was opened on: its correction does not replace what another saved."""
    seller.admit("w", "max@example.com", Role.ADMIN, name="Max Li")
    slow, quick = browser(seller), browser(seller, "max@example.com")
    page, first, mistake, right = MISTAKES[form]
    slow.get(f"/settings/{page}")
    quick.get(f"/settings/{page}")
    assert saved(quick, f"/settings/{form}", **first).status == 303
    kept = seller.workspaces.settings("w")
    assert slow.press(f"/settings/{form}", **mistake).status == 400
    assert slow.press(f"/settings/{form}", **right).status == 409
    assert seller.workspaces.settings("w") == kept


def test_a_mistake_in_one_form_leaves_the_other_as_it_is(seller: House) -> None:
    """Two forms on one page: only the one that was sent keeps what it had seen, the other shows what holds now."""
    visitor = browser(seller)
    visitor.get("/settings/goods")
    assert visitor.press("/settings/goods", sku="SET", parts="hat x many").status == 400
    assert saved(visitor, "/settings/suppliers", suppliers="Sun: JKT-1").status == 303
