"""A privacy request on its case: what was found, the order to erase with its receipt, and a copy to hand out."""

import json
from base64 import b64decode
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from aftersales.policies.book import in_force
from aftersales.records.case import Case
from aftersales.records.erasure import Step
from aftersales.records.order import Customer
from aftersales.web.addresses import case_address
from tests.cases.building import SETTINGS, at, fact, message, order
from tests.privacy.erasure_contract import errand, request
from tests.web.in_memory import Browser, House

ANN = Customer(key="mail-1", name="Ann Example", email="ann@example.com")


@pytest.fixture
def house() -> House:
    """A house whose customer Ann has bought and written."""
    made = House()
    said = message(5, customer="mail-1", text="Where is it?", member=None)
    made.dossiers.add([fact(order(customer=ANN)), fact(said)], SETTINGS)
    return made


def asked(house: House, **changes: Any) -> str:
    """Let the platform ask, and return the address of the case."""
    house.dossiers.add([fact(request(**changes))], SETTINGS)
    [case] = [one for one in house.dossiers.all_cases("w") if one.home.startswith("privacy:")]
    assert isinstance(case, Case)
    return case_address(case)


def test_a_manager_sees_what_was_found_and_when_it_begins(house: House) -> None:
    """Counts by kind and both dates; in Chinese, too. Whoever may not decide sees no such card."""
    address = asked(house)
    page = Browser(house).sign_in("manager@example.com").get(address).text
    assert "Found in orders and cases" in page
    assert "Begins by itself on" in page
    chinese = Browser(house).sign_in("manager@example.com")
    chinese.get("/language/zh")
    assert "立即删除" in chinese.get(address).text
    assert "Erase now" not in Browser(house).sign_in("agent@example.com").get(address).text


def test_erasing_needs_the_tick(house: House) -> None:
    """Without it nothing is ordered; with it the errand has the manager's name, and the page shows how far it is."""
    address = asked(house)
    browser = Browser(house).sign_in("manager@example.com")
    form = {"token": token(browser, address)}
    assert browser.send("POST", f"{address}/erase", form).status == 400
    assert house.erasures.erasures("w") == []
    assert browser.send("POST", f"{address}/erase", form | {"sure": "yes"}).status == 303
    [ordered] = house.erasures.erasures("w")
    assert (ordered.member, ordered.step) == ("manager@example.com", Step.ORDERED)
    assert "step 1 of 13" in browser.get(address).text


def token(browser: Browser, address: str) -> str:
    """The token of the page's forms."""
    field = browser.get(address).page.find("input", {"name": "token"})
    assert field is not None
    return str(field["value"])


def test_the_receipt_tells_places_and_no_person(house: House) -> None:
    """How much was erased where, who ordered it and when it was over."""
    address = asked(house)
    done = errand(step=Step.DONE, done_at=at(60), found={"orders": 2, "letters": 1, "deliveries": 3})
    house.erasures.save_erasure(done)
    page = Browser(house).sign_in("manager@example.com").get(address).text
    for words in ("Erased", "Ordered by the deadline", "Raw deliveries", "Letters, sent and waiting"):
        assert words in page
    assert "Erase now" not in page


def test_a_copy_holds_everything_about_the_customer_and_no_colleague(house: House) -> None:
    """Order and words, as JSON in a ZIP that nobody keeps; agents get none."""
    noted = message(6, "agent", customer="mail-1", member="kim@example.com", text="On its way.")
    house.dossiers.add([fact(noted)], SETTINGS)
    address = asked(house, form="export")
    answer = Browser(house).sign_in("manager@example.com").get(f"{address}/personal-data.zip")
    assert answer.headers["cache-control"] == "no-store"
    with ZipFile(BytesIO(b64decode(answer.text))) as archive:
        told = archive.read("data.json").decode()
    kinds = [one["record"]["kind"] for one in json.loads(told)]
    assert sorted(kinds) == ["message", "message", "order", "privacy_request"]
    for words in ("ann@example.com", "Where is it?", "On its way."):
        assert words in told
    assert "kim@example.com" not in told
    refused = Browser(house).sign_in("agent@example.com").get(f"{address}/personal-data.zip")
    assert refused.status == 403


def test_a_shops_request_has_no_copy(house: House) -> None:
    """Its customers have not asked for one."""
    address = asked(house, form="erase_shop", customer=None, orders=())
    answer = Browser(house).sign_in("manager@example.com").get(f"{address}/personal-data.zip")
    assert answer.status == 400


def test_what_a_customer_asked_in_words_is_stated_once(house: House) -> None:
    """From the case of an order: a privacy case with the rule's deadline; sending the form twice opens one."""
    [case] = house.dossiers.all_cases("w")
    browser = Browser(house).sign_in("manager@example.com")
    browser.get(case_address(case))
    for _ in range(2):
        answer = browser.send(
            "POST", f"{case_address(case)}/privacy", fields(browser, case) | {"form": "erase_customer"}
        )
        assert answer.status == 303
    [asked_for] = house.erasures.requests("w")
    assert (asked_for.customer, asked_for.orders) == ("mail-1", ("900",))
    assert (asked_for.due_at - asked_for.requested_at).days == in_force(
        "privacy_request_due", "shopify", None, asked_for.requested_at.date()
    ).days
    page = browser.get(answer.headers["location"]).text
    assert "Erase now" in page
    assert "The customer asks about their data" not in page


def fields(browser: Browser, case: Case) -> dict[str, str]:
    """The hidden fields of the form, as they were when the page was first opened."""
    form = browser.get(case_address(case)).page.find("form", {"action": f"{case_address(case)}/privacy"})
    assert form is not None
    return {"token": str(form.find("input", {"name": "token"})["value"]), "key": "once"}  # type: ignore[index]


def test_only_managers_state_requests(house: House) -> None:
    """An agent sees no such form and cannot send one."""
    [case] = house.dossiers.all_cases("w")
    browser = Browser(house).sign_in("agent@example.com")
    assert "/privacy" not in browser.get(case_address(case)).text
    sent = {"token": token(browser, case_address(case)), "form": "export"}
    assert browser.send("POST", f"{case_address(case)}/privacy", sent).status == 403
