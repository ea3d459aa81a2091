"""Four customers who write right now, followed from the front door to their cases, the dashboard and the weekly report.

Everything is read as their seller's two readers see it, one in Chinese and one in English: pages and files over HTTP.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from infra.local.quiet_seller import READERS, WORKSPACE, QuietSeller, quiet_seller
from infra.local.scene import Scene
from infra.local.smoke_visitor import Console, Visitor, case_address, must, said
from infra.local.travellers import ALIKE, BY_HAND, SHOPIFY, TRAVELLERS, UNLIKE, Traveller

SHARE = "cause_share.by_opened"
TAUGHT = "not_as_described.colour"
_UNTRANSLATED = {
    "case": {"zh": "这里没有接入翻译引擎", "en": "No translation engine is connected here"},
    "figures": {"zh": "无译文", "en": "no translation"},
    "report": {"zh": "尚无译文", "en": "No translation yet"},
}
_NAMES = {
    "complaint": {"zh": "投诉", "en": "Complaint"},
    "size_fit.too_small": {"zh": "偏小", "en": "Too small"},
    "damaged_in_transit": {"zh": "运输破损", "en": "Damaged in transit"},
    "quality.pilling": {"zh": "起球", "en": "Pilling"},
}


@dataclass(frozen=True, slots=True)
class Walk:
    """The travellers' seller with its readers by language, each signed in to the console."""

    seller: QuietSeller
    readers: dict[str, Visitor]
    consoles: dict[str, Console]

    def cases(self) -> list[dict[str, Any]]:
        """Return the seller's waiting cases."""
        found: list[dict[str, Any]] = self.readers["zh"].api("/api/cases", state="waiting")["cases"]
        return found

    def case_of(self, traveller: Traveller) -> dict[str, Any]:
        """Find the case of a customer by the very words."""
        found = [case for case in self.cases() if traveller.words in case["excerpt"]]
        must(len(found) == 1, f"{traveller.language}: {len(found)} cases")
        return found[0]


def travellers_come_in_by_signed_webhooks(walk: Walk) -> str:
    """Three requests for a return come in whole through the front door; a saved product makes the system fetch the fourth's review.

    Shopify and WooCommerce sign; with one byte changed they are refused. WooCommerce tells no review by webhook: it hints at it.
    """
    seller, statuses = walk.seller, []
    for place, traveller in enumerate(TRAVELLERS):
        must(
            set(seller.tell(traveller, place, damaged=True)) == {httpx.codes.UNAUTHORIZED}, "a forgery passed"
        )
        statuses += seller.tell(traveller, place)
    must(set(statuses) == {httpx.codes.OK}, f"the door answered {statuses}")
    seller.cloud.drain()
    minutes = seller.minutes_to_next_look()
    must(minutes == 0, f"after the hint the shop is looked into in {minutes:.0f} minutes only")
    seller.cloud.invoke("sync_connections", {})
    seller.cloud.drain()
    return f"{len(statuses)} signed, as many forged ones refused"


def travellers_are_understood(walk: Walk) -> str:
    """Each is a case of the right cause; both readers see the original and beside it their own language, or why there is none."""
    must(len(walk.cases()) == len(TRAVELLERS), f"{len(walk.cases())} cases wait")
    for traveller in TRAVELLERS:
        case = walk.case_of(traveller)
        must(case["cause"] == traveller.cause, f"{traveller.language}: read as {case['cause']}")
        address = case_address(case["home"], case["number"])
        for language, console in walk.consoles.items():
            if language == "en" and traveller.language in BY_HAND:
                form = {"entity": _entity(console.page(address)), "words": BY_HAND[traveller.language]}
                console.submit(address, f"/dossiers/{address.split('/')[2]}/correct", **form)
            page = console.page(address)
            _must_be_readable(said(page, ".turn .pair"), traveller, language, "case")
            _must_name(said(page, ".verdict"), traveller, language)
    walk.seller.cloud.drain()
    return ", ".join(f"{one.language} {one.cause}" for one in TRAVELLERS)


def travellers_are_counted_and_quoted_on_the_dashboard(walk: Walk) -> str:
    """The week's causes are these four, one case each, and the dashboard quotes all of them to both readers."""
    seller = walk.seller
    seller.cloud.invoke("refresh_cubes", {"workspace": WORKSPACE})
    for traveller in TRAVELLERS:
        found = walk.readers["zh"].api(f"/api/figures/{SHARE}", period=seller.week, cause=traveller.cause)
        figure, homes = found["figure"], [row["home"] for row in found["rows"]]
        counted = (figure["numerator"], figure["denominator"])
        must(counted == (1, len(TRAVELLERS)), f"{traveller.cause}: {counted}")
        must(homes == [walk.case_of(traveller)["home"]], f"{traveller.cause}: rows {homes}")
    for language, console in walk.consoles.items():
        page = said(console.page("/insight/reviews", period=seller.week), "figure.quoted")
        for traveller in TRAVELLERS:
            _must_be_readable(page, traveller, language, "figures")
            _must_name(page, traveller, language)
    return f"{len(TRAVELLERS)} counted and quoted in {seller.week}"


def travellers_are_quoted_in_the_weekly_report(walk: Walk) -> str:
    """The week's report quotes all four under their causes, in its Chinese and in its English file."""
    seller = walk.seller
    link = seller.cloud.invoke("send_reports", {"workspace": WORKSPACE, "week": seller.week})["link"]
    for language, reader in walk.readers.items():
        page = said(reader.http.get(f"{link}?lang={language}", follow_redirects=True).text)
        for traveller in TRAVELLERS:
            _must_be_readable(page, traveller, language, "report")
    return f"{len(TRAVELLERS)} quoted for {len(walk.readers)} readers"


def a_correction_in_the_console_is_heard_in_the_next_text(walk: Walk) -> str:
    """What a person says a German text is about is what the next one like it is about, an English one, too."""
    seller = walk.seller
    seller.tell(UNLIKE, len(TRAVELLERS))
    seller.cloud.drain()
    case = walk.case_of(UNLIKE)
    must(case["cause"] != TAUGHT, "it was read so before anybody said so")
    address = case_address(case["home"], case["number"])
    walk.consoles["zh"].submit(address, f"{address}/relabel", cause=TAUGHT)
    must(walk.case_of(UNLIKE)["cause"] == TAUGHT, "the correction does not stand")
    seller.tell(ALIKE, len(TRAVELLERS) + 1)
    seller.cloud.drain()
    next_one = walk.case_of(ALIKE)
    must(next_one["cause"] == TAUGHT, f"the next similar text is read as {next_one['cause']}")
    return f"{case['cause']} before, {TAUGHT} since"


WALK: tuple[Callable[[Walk], str], ...] = (
    travellers_come_in_by_signed_webhooks,
    travellers_are_understood,
    travellers_are_counted_and_quoted_on_the_dashboard,
    travellers_are_quoted_in_the_weekly_report,
    a_correction_in_the_console_is_heard_in_the_next_text,
)
"""In this order: each goes on where the one before ended."""


@contextmanager
def walk_of(scene: Scene, http: httpx.Client) -> Iterator[Walk]:
    """Let the seller move in and its readers sign in."""
    with quiet_seller(scene.cloud) as seller, ExitStack() as stack:
        readers = {language: Visitor(scene, http, email, seller.password) for email, _, language in READERS}
        consoles = {language: stack.enter_context(reader.console()) for language, reader in readers.items()}
        yield Walk(seller, readers, consoles)


def _must_be_readable(page: str, traveller: Traveller, language: str, place: str) -> None:
    """The original is there, and beside it the reader's language or the sentence that there is none."""
    must(traveller.words in page, f"{place}, {language}: the {traveller.language} words are missing")
    if traveller.language == language:
        return
    hand = BY_HAND.get(traveller.language) if language == "en" else None
    expected = traveller.known.get(language) or hand or _UNTRANSLATED[place][language]
    must(expected in page, f"{place}, {language}: {traveller.language} without “{expected}”")


def _must_name(page: str, traveller: Traveller, language: str) -> None:
    name = _NAMES[traveller.cause][language]
    must(name in page, f"{language}: {traveller.cause} is not named “{name}”")


def _entity(page: str) -> str:
    return f"return:{SHOPIFY}/" + page.split(f"return:{SHOPIFY}/")[1].split('"', maxsplit=1)[0]
