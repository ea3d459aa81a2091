"""The second factor in the console: set up with the password, asked for at sign-in."""

import pytest

from aftersales.accounts.identity import Proven
from tests.accounts.in_memory import SECRET, InMemoryIdentityProvider, totp
from tests.web.in_memory import PASSWORD, Browser, House


@pytest.fixture
def house() -> House:
    """A house with members of every role."""
    return House()


def test_a_second_factor_is_set_up_and_asked_for(house: House) -> None:
    """Password, key, first code; from then on a sign-in asks for a code, says when it is wrong, and opens with the right one."""
    browser = Browser(house).sign_in()
    browser.get("/account/second-factor")
    assert "password is wrong" in browser.submit("/account/second-factor", password="wrong").page.text
    shown = browser.submit("/account/second-factor", password=PASSWORD)
    key = shown.page.select_one("code.token")
    assert key is not None
    secret = key.text.replace(" ", "")
    assert f"secret={secret}" in str(
        shown.page.find("a", href=lambda to: bool(to and to.startswith("otpauth:")))
    )
    assert browser.submit("/account/second-factor/code", code="000000").status == 400
    done = browser.submit("/account/second-factor/code", code=totp(secret))
    assert done.headers["location"] == "/account/second-factor?done=kept"

    other = Browser(house)
    other.get("/sign-in?next=/cases")
    asked = other.submit("/sign-in", email="agent@example.com", password=PASSWORD)
    assert "Six digits" in asked.page.text
    assert other.send("GET", "/cases").headers["location"].startswith("/sign-in")
    other.last = asked
    wrong = other.submit("/second-factor", code="12 34")
    assert (wrong.status, "not right" in wrong.page.text) == (400, True)
    code = totp(secret)
    answer = other.submit("/second-factor", code=f"{code[:3]} {code[3:]}")
    assert (answer.status, answer.headers["location"]) == (303, "/cases")
    assert other.get("/cases").status == 200


class Listening(InMemoryIdentityProvider):
    """Remembers which codes it was asked about."""

    def __init__(self, passwords: dict[str, str], factors: dict[str, str]) -> None:
        super().__init__(passwords, factors=factors)
        self.asked: list[str] = []

    def confirm(self, email: str, code: str, challenge: str) -> Proven:
        self.asked.append(code)
        return super().confirm(email, code, challenge)

    def finish_enrolling(self, proof: str, code: str) -> None:
        self.asked.append(code)
        super().finish_enrolling(proof, code)


@pytest.mark.parametrize("typed", ["", "12 34", "1234567", "１２３４５６", "abcdef"])
def test_what_is_no_code_is_asked_of_nobody(house: House, typed: str) -> None:
    """Anything but six digits is refused here, at sign-in and when a factor is set up: it costs none of the pool's few tries."""
    pool = Listening(house.identities.passwords, {"agent@example.com": SECRET})
    house.identities = pool
    visitor = Browser(house)
    visitor.get("/sign-in")
    visitor.submit("/sign-in", email="agent@example.com", password=PASSWORD)
    answer = visitor.submit("/second-factor", code=typed)
    assert (answer.status, "not right" in answer.page.text, pool.asked) == (400, True, [])
    assert visitor.submit("/second-factor", code=totp(SECRET)).status == 303
    pool.factors.clear()
    pool.asked.clear()
    visitor.get("/account/second-factor")
    visitor.submit("/account/second-factor", password=PASSWORD)
    answer = visitor.submit("/account/second-factor/code", code=typed)
    assert (answer.status, "not right" in answer.page.text, pool.asked) == (400, True, [])


def test_a_challenge_that_is_over_leads_back_to_sign_in(house: House) -> None:
    """An invented or old challenge opens nothing and says what to do."""
    house.identities.factors["agent@example.com"] = SECRET
    browser = Browser(house)
    browser.get("/sign-in")
    asked = browser.submit("/sign-in", email="agent@example.com", password=PASSWORD)
    answer = browser.submit("/second-factor", code=totp(SECRET), challenge="invented")
    assert (answer.status, "That took too long" in answer.page.text) == (400, True)
    assert asked.page.find("input", {"name": "password"}) is None
