"""Who is invited to review, when, through which channel, and why not."""

from datetime import timedelta
from typing import Any

import pytest

from aftersales.outreach.rules import case_changed
from aftersales.outreach.send import send_dispatch
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.case import Case
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.order import Consent, Customer, Order
from aftersales.records.workspace import Settings
from tests.cases.building import SETTINGS as PLAIN
from tests.cases.building import STORE, action, at, fact, message, order, review
from tests.cases.in_memory import InMemoryDossierStore
from tests.outreach.in_memory import InMemoryOutbox, RecordingSender
from tests.outreach.outbox_contract import OutboxContract

HOME = f"order:{STORE}/900"
SETTINGS = PLAIN.having(review_pages={STORE: "https://shop.example/review"})


def own_shop(consent: Consent = Consent.GIVEN, email: str | None = "ann@example.com") -> Order:
    """An order of the seller's own shop."""
    return order(customer=Customer(key="mail-1", email=email, consent=consent, locale="de-DE"))


def amazon() -> Order:
    """An Amazon order with an estimated delivery."""
    return order(channel="Amazon.com", deliver_from=at(48), deliver_until=at(96))


class Story:
    def __init__(self, *records: Any, settings: Settings = SETTINGS) -> None:
        self.settings = settings
        self.store = InMemoryDossierStore()
        self.outbox = InMemoryOutbox()
        self.sender = RecordingSender()
        self.add(*records)

    def add(self, *records: Any) -> None:
        facts = [fact(record) for record in records]
        platform = "amazon" if any(getattr(record, "deliver_from", None) for record in records) else "shopify"
        self.store.add([one.having(platform=platform) for one in facts], self.settings)

    def case(self) -> Case:
        case = self.store.case("w", HOME, 1)
        assert case is not None
        return case

    def resolved(self, now: float = 11, before: Case | None = None) -> str:
        return case_changed(
            before,
            self.case(),
            now=at(now),
            store=self.store,
            outbox=self.outbox,
            settings_of=lambda _workspace: self.settings,
        )

    def invitation(self) -> Dispatch:
        found = self.outbox.get("w", f"invitation/{HOME}")
        assert found is not None
        return found

    def send(self, now: float, sender: RecordingSender | None = None) -> str:
        way = sender or self.sender
        return send_dispatch(
            "w",
            f"invitation/{HOME}",
            now=at(now),
            outbox=self.outbox,
            store=self.store,
            settings_of=lambda _workspace: self.settings,
            members_of=lambda _workspace: (),
            senders={"mail": way, "platform": way},
        )


def test_a_resolved_case_of_an_own_shop_invites_by_mail_with_consent() -> None:
    """Consent given: a mail in the customer's language, some days after the resolution."""
    story = Story(own_shop(), message(5), action(10, "resolved"))
    assert story.resolved() == "planned"
    planned = story.invitation()
    assert (planned.channel, planned.language, planned.not_before) == (
        "mail",
        "de",
        at(10) + timedelta(days=2),
    )


@pytest.mark.parametrize(
    ("sale", "reason"),
    [
        (own_shop(Consent.REFUSED), "no_consent"),
        (own_shop(Consent.UNKNOWN), "no_consent"),
        (own_shop(email=None), "no_address"),
        (own_shop(email="x@marketplace.amazon.com"), "channel_forbids"),
        (own_shop().having(is_test=True), "not_a_sale"),
        (own_shop().having(replaces="899"), "not_a_sale"),
    ],
)
def test_why_not_is_kept(sale: Order, reason: str) -> None:
    """An invitation that must not leave is kept with its reason, and never reaches a sender."""
    story = Story(sale, message(5), action(10, "resolved"))
    assert story.resolved() == "refused"
    assert (story.invitation().state, story.invitation().reason) == (DispatchState.REFUSED, reason)
    assert story.send(500) == "done_before"
    assert story.sender.sent == []


def test_without_a_page_to_review_on_nobody_is_invited() -> None:
    """An own shop names where its customers can write a review, else the reason says so."""
    story = Story(own_shop(), message(5), action(10, "resolved"), settings=PLAIN)
    assert story.resolved() == "refused"
    assert story.invitation().reason == "no_review_page"


def test_amazon_without_an_estimated_delivery_has_no_window() -> None:
    """The window follows from the estimate; without one nothing leaves."""
    story = Story(amazon().having(deliver_until=None), message(5), action(10, "resolved"))
    assert story.resolved() == "refused"
    assert story.invitation().reason == "no_delivery_window"


def test_amazon_invites_only_through_its_own_call_and_inside_its_window() -> None:
    """From 5 days after the earliest to 30 days after the latest estimated delivery, never by mail."""
    story = Story(amazon(), message(5), action(10, "resolved"))
    story.resolved()
    planned = story.invitation()
    assert (planned.channel, planned.not_before, planned.not_after) == (
        "platform",
        at(48) + timedelta(days=5),
        at(96) + timedelta(days=30),
    )
    assert story.send(100) == "not_yet"
    assert story.send(48 + 5 * 24 + 1) == "sent"


def test_after_the_window_nothing_leaves() -> None:
    """A closed window refuses for good."""
    story = Story(amazon(), message(5), action(10, "resolved"))
    story.resolved()
    assert story.send(96 + 31 * 24) == "refused"
    assert (story.invitation().reason, story.sender.sent) == ("window_closed", [])


def test_stars_play_no_part() -> None:
    """Never gated by rating: one star, five stars and no review lead to the very same invitation."""
    planned = []
    for stars in (1, 5, None):
        story = Story(own_shop(), message(5), action(10, "resolved"))
        if stars is not None:
            story.add(review(8, stars))
        story.resolved()
        planned.append(story.invitation())
    assert planned[0] == planned[1] == planned[2]


def test_none_is_sent_while_a_case_is_open() -> None:
    """A case that reopens postpones the invitation; when it is resolved the invitation leaves once."""
    story = Story(own_shop(), message(5), action(10, "resolved"))
    story.resolved()
    story.add(message(40))
    assert story.send(60) == "postponed"
    story.add(action(70, "resolved"))
    assert story.resolved(now=71) == "known"
    assert story.send(90) == "sent"
    assert story.send(91) == "done_before"
    assert len(story.sender.sent) == 1


def test_a_case_that_was_resolved_before_plans_nothing_more() -> None:
    """Only the step to resolved counts, so that later changes of a resolved case do not invite."""
    story = Story(own_shop(), message(5), action(10, "resolved"))
    assert story.resolved(before=story.case()) == "unchanged"


def test_history_is_not_invited() -> None:
    """Cases that ended long ago, as an import brings them, invite nobody."""
    story = Story(own_shop(), message(5), action(10, "resolved"))
    assert story.resolved(now=24 * 60) == "nothing"


def test_who_asked_for_privacy_is_not_invited() -> None:
    """A request to hand out or erase a person's data stands apart from the order, and stops the invitation all the same."""
    story = Story(own_shop(), message(5), action(10, "resolved"))
    story.resolved()
    values = {"store": STORE, "key": "p1", "form": "erase_customer", "customer": "mail-1"}
    story.add(PrivacyRequest.model_validate(values | {"requested_at": at(40), "due_at": at(700)}))
    assert story.send(60) == "refused"
    assert (story.invitation().reason, story.sender.sent) == ("privacy_request", [])


def test_a_platforms_no_is_kept_and_an_outage_is_tried_again() -> None:
    """RejectedError ends with its reason; UnavailableError leaves the dispatch waiting for the next attempt."""
    story = Story(amazon(), message(5), action(10, "resolved"))
    story.resolved()
    with pytest.raises(UnavailableError):
        story.send(200, RecordingSender(UnavailableError("amazon")))
    assert story.invitation().state is DispatchState.WAITING
    assert story.send(201, RecordingSender(RejectedError("action_not_offered"))) == "refused"
    assert story.invitation().reason == "action_not_offered"


def test_the_timeline_tells_what_was_sent_or_why_not() -> None:
    """The order's dossier shows the invitation, or the reason against it."""
    story = Story(amazon(), message(5), action(10, "resolved"))
    story.resolved()
    story.send(200)
    assert story.store.dossier("w", HOME, SETTINGS).actions[-1].verb == "invited"


class TestInMemoryOutbox(OutboxContract):
    @pytest.fixture
    def outbox(self) -> InMemoryOutbox:
        return InMemoryOutbox()
