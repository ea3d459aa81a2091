"""The door of the console: who gets in, where, and with which form."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aftersales.accounts.form_tokens import form_token
from aftersales.records.errors import UnavailableError
from aftersales.records.workspace import Role
from aftersales.web.console import Console
from aftersales.web.headers import POLICY
from aftersales.web.routes import ROUTES
from aftersales.web.routing import Route
from tests.cases import building as make
from tests.cases.building import SETTINGS
from tests.web.in_memory import NOW, PASSWORD, Browser, House

CASE = "/cases/bnVtYmVyOnNob3AvMTAwMQ/1"  # number:shop/1001
DOSSIER = "/dossiers/bnVtYmVyOnNob3AvMTAwMQ"
READABLE = [route for route in ROUTES if route.method == "GET" and not route.access.is_public]
SENDING = [route for route in ROUTES if route.method == "POST" and not route.access.is_public]


@pytest.fixture
def house() -> House:
    """A house with one case."""
    house = House()
    house.dossiers.add([make.fact(make.message(190))], SETTINGS)
    return house


def _address(path: str) -> str:
    return (
        path.replace("/cases/{home}/{number}", CASE)
        .replace("{metric}", "first_response")
        .replace("{dashboard}", "returns")
        .replace("/dossiers/{home}", DOSSIER)
        .format_map({"report": "r", "link": "l", "subscription": "s", "token": "t", "file": "aftersales.pq"})
    )


def test_every_route_declares_who_may_pass() -> None:
    """No route is open by oversight, and what is public is this list and nothing else."""
    assert all(route.access.is_public or route.access.roles for route in ROUTES)
    public = {(route.method, route.path) for route in ROUTES if route.access.is_public}
    assert public == {
        ("GET", "/static/{name}"),
        ("GET", "/language/{language}"),
        ("GET", "/sign-in"),
        ("POST", "/sign-in"),
        ("POST", "/new-password"),
        ("POST", "/second-factor"),
        ("GET", "/stop/{token}"),
        ("POST", "/stop/{token}"),
    }
    # Only a link that we have signed may be posted to without a form of ours.
    assert [route.path for route in ROUTES if route.is_signed] == ["/stop/{token}"]


@pytest.mark.parametrize("route", READABLE + SENDING, ids=lambda route: f"{route.method} {route.path}")
def test_strangers_are_sent_to_sign_in(house: House, route: Route) -> None:
    """Without a session nothing but the sign-in page answers."""
    answer = Browser(house).send(route.method, _address(route.path))
    assert answer.status == 303
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("route", READABLE + SENDING, ids=lambda route: f"{route.method} {route.path}")
def test_roles_pass_what_they_may_and_nothing_else(house: House, route: Route, role: Role) -> None:
    """A role that a route does not name gets 403; one that it names does not."""
    browser = Browser(house).sign_in(f"{role}@example.com")
    # The token of any page of this session: a page for each of so many tests would take seconds.
    token = form_token(house.secret, browser.cookies["session"])
    method, path, access = route.method, route.path, route.access
    answer = browser.send(method, _address(path), {"token": token})
    assert (answer.status == 403) is (role not in access.roles), answer.text


@pytest.mark.parametrize("route", SENDING, ids=lambda route: route.path)
@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_that_was_not_served_to_this_browser_is_refused(
    house: House, route: Route, token: str
) -> None:
    """Without the right token no POST does anything, whoever is signed in."""
    before = len(house.dossiers)
    browser = Browser(house).sign_in("admin@example.com")
    answer = browser.send("POST", _address(route.path), {"token": token, "note": "x"})
    assert answer.status == 403
    assert len(house.dossiers) == before
    assert browser.get("/").status == 200


def test_sign_in_needs_its_form_too(house: House) -> None:
    """A sign-in sent from elsewhere (to put someone into a foreign account) is refused."""
    browser = Browser(house)
    browser.get("/sign-in")
    fields = {"email": "agent@example.com", "password": PASSWORD, "token": "0" * 64}
    assert browser.send("POST", "/sign-in", fields).status == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    """HttpOnly and SameSite always; Secure and the __Host- prefix over https."""
    plain = Browser(house).sign_in().last
    assert plain
    (cookie,) = [one for one in plain.cookies if one.startswith("session=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    house.base_url = "https://console.test"
    secure = Browser(house).sign_in().last
    assert secure
    (cookie,) = [one for one in secure.cookies if one.startswith("__Host-session=")]
    assert "; Secure" in cookie
    assert "Domain" not in cookie


def test_every_answer_tells_the_browser_what_to_refuse(house: House) -> None:
    """Pages, redirects, refusals and files carry the content policy, which allows nothing inline."""
    browser = Browser(house)
    answers = [browser.get(path) for path in ("/sign-in", "/", "/nowhere", "/static/nothing.css")]
    answers.append(browser.sign_in().get("/cases"))
    for answer in answers:
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
    assert "unsafe" not in POLICY


def test_no_page_carries_script_or_style_inside(house: House) -> None:
    """The pages keep to the policy: no inline script, no style, no event attribute."""
    browser = Browser(house).sign_in("admin@example.com")
    for path in (
        "/",
        "/cases",
        CASE,
        "/alerts",
        "/reports",
        "/connections",
        "/insight/service",
        "/figures/first_response",
    ):
        page = browser.get(path).page
        assert not page.find_all("style")
        assert not [one for one in page.find_all("script") if not one.get("src")]
        assert not [
            tag for tag in page.select("*") for name in tag.attrs if name == "style" or name.startswith("on")
        ]


def test_a_session_ends_with_the_day_and_with_sign_out(house: House) -> None:
    """After twelve hours, or after sign-out, the cookie opens nothing."""
    browser = Browser(house).sign_in()
    assert browser.later(timedelta(hours=11)).get("/").status == 200
    assert browser.later(timedelta(hours=2)).get("/").status == 303
    again = Browser(house).sign_in()
    kept = dict(again.cookies)
    again.get("/")
    assert again.submit("/sign-out").headers["location"] == "/sign-in"
    again.cookies = kept
    assert again.get("/").status == 303


def test_a_first_password_is_replaced_before_anything_else(house: House) -> None:
    """The form of the first password leads to a second form; weak or differing entries are told apart."""
    house.identities.first.add("agent@example.com")
    browser = Browser(house)
    browser.get("/sign-in?next=/cases")
    browser.submit("/sign-in", email="agent@example.com", password=PASSWORD)
    assert browser.get("/").status == 303
    browser.get("/sign-in?next=/cases")
    browser.submit("/sign-in", email="agent@example.com", password=PASSWORD)
    assert "differ" in browser.submit("/new-password", password="one long password", again="another").text
    assert "Too easy" in browser.submit("/new-password", password="short", again="short").text
    answer = browser.submit("/new-password", password="one long password", again="one long password")
    assert (answer.status, answer.headers["location"]) == (303, "/cases")


def test_a_link_leads_on_after_sign_in(house: House) -> None:
    """Whoever opens a link of an alert mail arrives there, filters and all, once signed in."""
    link = "/figures/return_rate.units.by_order?week=2026-W10&sku=JKT-21"
    browser = Browser(house)
    browser.get(browser.get(link).headers["location"])
    assert (
        browser.submit("/sign-in", email="agent@example.com", password=PASSWORD)
        .headers["location"]
        .replace("%2F", "/")
        == link
    )


@pytest.mark.parametrize("email", ["agent@example.com", "nobody@example.com"])
def test_a_wrong_password_says_no_more_than_that(house: House, email: str) -> None:
    """Known and unknown people get the same answer."""
    browser = Browser(house)
    browser.get("/sign-in")
    answer = browser.submit("/sign-in", email=email, password="wrong")
    assert answer.status == 400
    assert "E-mail or password is wrong" in answer.text


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)"]
)
def test_no_form_leads_to_another_site(house: House, elsewhere: str) -> None:
    """After sign-in, or a change of language, the browser stays here."""
    browser = Browser(house)
    browser.get(f"/sign-in?next={elsewhere}")
    assert browser.submit("/sign-in", email="agent@example.com", password=PASSWORD).headers["location"] == "/"
    assert browser.get(f"/language/zh?next={elsewhere}").headers["location"] == "/"


def test_the_language_switch_stays_on_the_page(house: House) -> None:
    """Choosing a language leads back to where one was, in that language, and is remembered."""
    browser = Browser(house).sign_in()
    link = browser.get("/cases?overdue=1").page.find("a", {"hreflang": "zh"})
    assert link is not None
    assert browser.get(str(link["href"])).headers["location"] == "/cases?overdue=1"
    page = browser.get("/cases").page
    assert page.html is not None
    assert (page.html["lang"], page.h1.text if page.h1 else "") == ("zh-Hans", "工单")
    assert browser.get("/language/xx").status == 404


def test_what_is_not_there_is_404_for_members(house: House) -> None:
    """Unknown pages, cases, weeks and metrics, and damaged addresses, say so."""
    browser = Browser(house).sign_in()
    for path in (
        "/nowhere",
        "/cases/%00/1",
        f"{CASE[:-1]}9",
        f"{CASE[:-1]}x",
        "/figures/none",
        "/figures/first_response?week=2026-W99",
    ):
        assert browser.get(path).status == 404, path
    assert browser.get("/cases?after=damaged").status == 400


def test_another_workspaces_case_is_404(house: House) -> None:
    """A case's address means nothing in another workspace."""
    assert Browser(house).sign_in().get(CASE).status == 200
    assert Browser(house).sign_in("stranger@example.com").get(CASE).status == 404


def test_head_is_answered_like_get_without_a_body(house: House) -> None:
    """HEAD gives status and headers."""
    answer = Browser(house).send("HEAD", "/sign-in")
    assert (answer.status, answer.text) == (200, "")


def test_nothing_is_promised_when_the_secret_is_away(house: House) -> None:
    """Without the secret that signs forms there is no page, but a plain word and 503."""

    def away() -> bytes:
        raise UnavailableError("parameters")

    console = Console(replace(house.console()._rooms, secret=away))
    event = {"rawPath": "/sign-in", "requestContext": {"http": {"method": "GET"}}}
    assert console.answer(event, NOW)["statusCode"] == 503
