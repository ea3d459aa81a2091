"""Whoever is erased is nowhere: not in the table, the archive, the lake, a report or a letter. Every figure is what it was."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest

from aftersales.language.hashing import answer_name, sentence_hash
from aftersales.mail.workbook import workbook
from aftersales.privacy.ordering import order_erasure
from aftersales.records.cause import Cause
from aftersales.records.dispatch import DispatchState
from aftersales.records.erasure import Step
from aftersales.records.fact import Actor, AnyRecord, Fact, Observation, to_fact
from aftersales.records.labelled import LabelledText
from aftersales.records.message import Message
from aftersales.records.order import Order
from aftersales.records.reply import Rendering, Reply, ReplyState
from aftersales.records.report import ReportMade
from aftersales.records.taxonomy import OwnCause
from aftersales.records.understanding import Sentiment, Translation, Understanding
from aftersales.records.workspace import Settings
from aftersales.reports.sheets import Sheet
from tests.cases.building import back, review
from tests.outreach.outbox_contract import dispatch
from tests.privacy.house import (
    SETTINGS,
    START,
    STORE,
    WORKSPACE,
    House,
    bought,
    house,
    mailed,
    redaction,
)

NAME, EMAIL, PHONE = "Zelda Quuxley", "zelda@quux.example", "+49 170 5550199"
WORD = "xylophonic"
TEXT = f"The {WORD} lamp fell apart. Please help me."
TRANSLATED = f"Die {WORD}e Lampe ist zerfallen."
WORDS = (WORD, NAME, "Quuxley", EMAIL, PHONE, "5550199")
ORDER, HOME, REQUEST = f"order:{STORE}/6001", f"number:{STORE}/1001", f"privacy:{STORE}/customers-redact-1701"
REPORT_PAGE = f"<h1>23</h1><blockquote dir='auto'><p>…{WORD} lamp fell apart.</p></blockquote><p>12.5 %</p>"


def stated(record: AnyRecord, hours: float = 30) -> Fact:
    """A fact of the planted person's dossier."""
    at = START + timedelta(hours=hours)
    observation = Observation(record=record, occurred_at=at, version=at.isoformat(), actor=Actor.CUSTOMER)
    return to_fact(observation, workspace=WORKSPACE, connection=STORE, platform="shopify", ingested_at=at)


def plant(home: House) -> None:
    """One person with words in every place that keeps words, among others who stay."""
    home.ingest(
        bought(1001, NAME, EMAIL, phone=PHONE),
        mailed("m1", f"{NAME} <{EMAIL}>", f"Order 1001 {WORD}", TEXT),
        *(
            bought(2000 + number, f"Other{number} Person", f"other{number}@example.com")
            for number in range(3)
        ),
        mailed("m2", "Otto <other1@example.com>", "Order 2001", "Mine is fine."),
    )
    facts = home.dossiers.dossier(WORKSPACE, ORDER, SETTINGS).facts
    said = next(fact for fact in facts if isinstance(fact.record, Message))
    made = Translation(language="de", text=TRANSLATED, engine="person")
    reading = Understanding(
        store=STORE, key="message:m1@mail.example", about=said.entity, about_home=said.home, text_hash="h", engine="e",
        engine_version="1", language="en", language_confidence=0.9, sentiment=Sentiment.NEGATIVE, sentiment_confidence=0.9,
        urgency="normal", key_phrases=(f"{WORD} lamp",), translation=made,
    )  # fmt: skip
    rendering = Rendering(
        store=STORE, key="r>de/person", about=said.entity, about_home=said.home, text_hash="h", source="en",
        translation=made, member="kim@example.com", at=START,
    )  # fmt: skip
    answer = Reply(
        store=STORE, key="reply1", on=said.home, case=1, to=said.entity, state=ReplyState.DRAFT, language="en",
        text=f"Dear {NAME}, the {WORD} lamp is on its way.", target="de", rendering=f"Liebe {NAME}", author="kim@example.com",
        member="kim@example.com", at=START + timedelta(hours=31),
    )  # fmt: skip
    records = (
        reading,
        rendering,
        answer,
        review(
            20,
            1,
            order="6001",
            store=STORE,
            text=f"So {WORD}.",
            author=NAME,
            posted_at=START,
            updated_at=START,
        ),
        back(20, order="6001", store=STORE, requested_at=START, updated_at=START),
    )
    home.dossiers.add([stated(record) for record in records], SETTINGS)
    learn(home, said)
    teach(home)
    publish(home)
    home.outbox.put(dispatch(workspace=WORKSPACE, id="invitation/1", to=(EMAIL,), home=ORDER, store=STORE,
        created_at=START, data={"name": NAME}, not_before=START + timedelta(days=9)))  # fmt: skip
    home.now = START + timedelta(days=3)


def learn(home: House, said: Fact) -> None:
    """What machines and people have learned from the person's words."""
    first = "The xylophonic lamp fell apart. "
    home.phrases.put(WORKSPACE, "en", "de", {sentence_hash(first): TRANSLATED})
    home.answers.put_many(WORKSPACE, {answer_name("phrases en", TEXT): f'{{"phrases": ["{WORD}"]}}'})
    home.glossary.learn(
        LabelledText(
            workspace=WORKSPACE,
            id="l1",
            about=said.entity,
            text=TEXT,
            cause=Cause.QUALITY,
            member="k",
            at=START,
        )
    )


def teach(home: House) -> None:
    """A cause of the seller's own, with sentences of the person's and of others, as it was added and changed."""
    lamp = OwnCause(
        cause=Cause("quality.own_lamp"), zh="灯散架", en="Lamp falls apart", keywords=("lamp",), since=START
    )
    quotes = ("Mine is fine, too.", f"the {WORD} lamp fell apart", "Lamp!", f"{NAME} says no.")  # fmt: skip
    for number, examples in enumerate((quotes[1:], quotes, quotes[:3])):
        home.workspaces.change_settings(
            WORKSPACE,
            partial(_with, lamp.having(examples=examples)),
            member="kim@example.com",
            now=START + timedelta(minutes=number),
        )


def _with(cause: OwnCause, settings: Settings) -> Settings:
    return settings.having(own_causes=(cause,))


def publish(home: House) -> None:
    """A report that quotes the person, as a page, a workbook and a table."""
    book = workbook(
        [
            Sheet(
                name="T",
                head=("cause", "text"),
                rows=(("quality", f"{WORD} lamp fell apart"), ("size", "Too small")),
            )
        ]
    )
    bodies = {
        "en.html": REPORT_PAGE.encode(),
        "en.xlsx": book,
        "en.csv": f"\ufeffa,b\r\n1,{TEXT}\r\n".encode(),
    }
    for name, body in bodies.items():
        home.files.put(f"reports/{name}", body, "text/html")
    home.shelf.save_report(
        ReportMade(workspace=WORKSPACE, id="r1", kind="weekly", period="w", created_at=START + timedelta(days=1),
            files={name: f"reports/{name}" for name in bodies}, provisional=False, headline={})
    )  # fmt: skip


@pytest.fixture(scope="module")
def erased(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[House, dict[str, object], dict[str, object]]]:
    """A house in which the person was planted, counted and erased, with all figures before and after."""
    with house(tmp_path_factory.mktemp("house")) as home:
        plant(home)
        home.stream()
        before = home.figures()
        assert len({place.split("/")[0].split("#")[0] for place in home.places_with(*WORDS)}) >= 5
        home.ingest(redaction([6001], EMAIL, 1701))
        home.now += timedelta(days=2)
        home.erase()
        yield home, before, home.figures()


Erased = tuple[House, dict[str, object], dict[str, object]]


def test_not_a_word_is_left(erased: Erased) -> None:
    """Every item, object and queue is opened: neither the planted word nor name, address or number is in any of them."""
    home, _, _ = erased
    assert home.erasures.erasures(WORKSPACE)[0].step is Step.DONE
    assert home.places_with(*WORDS) == []


def test_every_figure_is_what_it_was(erased: Erased) -> None:
    """Cell by cell; orders, reviews and money count as before."""
    _, before, after = erased
    assert before == after


def test_others_stay_as_they_were(erased: Erased) -> None:
    """Nobody else loses a name or a word, and a report keeps its figures and its layout."""
    home, _, _ = erased
    other = home.dossiers.dossier(WORKSPACE, f"order:{STORE}/7001", SETTINGS)
    assert other.order is not None
    assert other.order.customer is not None
    assert other.order.customer.name == "Other1 Person"
    assert [one.text for one in other.messages] == ["Mine is fine."]
    page = home.app.places.files.get("reports/en.html").decode()
    assert "<h1>23</h1>" in page
    assert "12.5 %" in page
    with ZipFile(BytesIO(home.app.places.files.get("reports/en.xlsx"))) as book:
        assert "Too small" in book.read("xl/sharedStrings.xml").decode()


def test_a_sellers_own_causes_keep_their_own_examples(erased: Erased) -> None:
    """What quotes the person goes from the settings and from their history; nobody seems to have changed anything."""
    home, _, _ = erased
    [lamp] = home.workspaces.settings(WORKSPACE).own_causes
    assert (lamp.examples, lamp.keywords) == (("Mine is fine, too.", "Lamp!"), ("lamp",))
    changes = home.workspaces.setting_changes(WORKSPACE)
    assert [one.member for one in changes] == ["kim@example.com"] * 3
    assert [one.new["own_causes"] for one in changes[:1]] == [[lamp.model_dump(mode="json")]]


def test_what_was_to_leave_does_not(erased: Erased) -> None:
    """An invitation that waited is refused for good, and says why."""
    planned = erased[0].outbox.get(WORKSPACE, "invitation/1")
    assert planned is not None
    assert (planned.state, planned.reason, planned.to) == (DispatchState.REFUSED, "erased", ())


def test_the_receipt_names_nobody(erased: Erased) -> None:
    """It says how much was erased where, and who ordered it; the case is resolved."""
    home, _, _ = erased
    receipt = home.erasures.erasures(WORKSPACE)[0]
    assert receipt.member == "system"
    assert receipt.found == {"orders": 1, "facts": 7, "phrases": 1, "answers": 1, "examples": 3, "letters": 1,
        "reports": 1, "deliveries": 3}  # fmt: skip
    assert home.dossiers.dossier(WORKSPACE, REQUEST, SETTINGS).cases[0].state == "resolved"


def test_what_is_delivered_again_brings_nothing_back(erased: Erased) -> None:
    """The same webhook, a later state of the order, the same mail and the order to erase: no word returns, no figure moves."""
    home, before, _ = erased
    facts = len(home.dossiers.dossier(WORKSPACE, ORDER, SETTINGS).facts)
    home.ingest(
        bought(1001, NAME, EMAIL, phone=PHONE),
        bought(1001, NAME, EMAIL, phone=PHONE, updated="2026-11-09"),
        mailed("m1", f"{NAME} <{EMAIL}>", f"Order 1001 {WORD}", TEXT),
        redaction([6001], EMAIL, 1701),
    )
    home.stream()
    assert home.places_with(*WORDS) == []
    assert len(home.dossiers.dossier(WORKSPACE, ORDER, SETTINGS).facts) == facts + 1
    assert home.figures() == before


def test_a_replay_of_the_archive_states_the_same_facts(erased: Erased) -> None:
    """R12: what erasing left in the archive still states every fact under its id."""
    home, _, _ = erased
    known = {fact.id for fact in home.dossiers.dossier(WORKSPACE, ORDER, SETTINGS).facts}
    from aftersales.deliveries.raw import from_lines

    for key in list(home.archive.list(f"raw/{WORKSPACE}/", "")):
        home.ingest(*from_lines(home.archive.get(key)))
    assert {fact.id for fact in home.dossiers.dossier(WORKSPACE, ORDER, SETTINGS).facts} == known
    assert home.places_with(*WORDS) == []


def test_ordering_twice_is_one_errand(erased: Erased) -> None:
    """A person who confirms what the deadline has ordered already changes nothing."""
    home, _, _ = erased
    known = home.erasures.erasures(WORKSPACE)
    [request] = home.erasures.requests(WORKSPACE)
    assert order_erasure(home.erasures, WORKSPACE, request, "kim@example.com", home.now) == known[0]
    assert home.erasures.erasures(WORKSPACE) == known
    assert isinstance(home.dossiers.dossier(WORKSPACE, ORDER, SETTINGS).order, Order)
