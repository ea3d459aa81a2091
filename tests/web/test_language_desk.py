"""The language desk in the console: answers in two languages, translations, labels, terms, causes; each only for those who may."""

import csv
from datetime import timedelta

import pytest

from aftersales.records.message import Author
from aftersales.records.order import Customer
from aftersales.records.reply import ReplyState
from aftersales.web.addresses import encode_home
from tests.cases.building import back, fact, message, order
from tests.web.engine import Engine, put_in
from tests.web.in_memory import Answer, Browser, House
from tests.web.seller import house

AGENT, MANAGER = "kim@example.com", "lin@example.com"
CASE = f"/cases/{encode_home('order:shop/900')}/1"
REPLY = f"{CASE}/reply"


def _with_engine() -> House:
    made = house()
    put_in(made)
    return made


def _as(made: House, who: str, language: str = "en") -> Browser:
    browser = Browser(made).sign_in(who)
    browser.get(f"/language/{language}")
    return browser


def _open(browser: Browser, query: str = "") -> Answer:
    return browser.get(CASE + query)


def _state(made: House) -> ReplyState:
    settings = made.workspaces.settings("w")
    return made.dossiers.dossier("w", "order:shop/900", settings).replies[-1].state


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "place", ["/review", "/words", "/words/answers", "/words/causes", "/words/languages", CASE]
)
@pytest.mark.parametrize("engine", [True, False], ids=["engine", "none"])
def test_every_page_answers_in_both_languages(place: str, language: str, *, engine: bool) -> None:
    """With an engine and without, one heading, nothing left untranslated."""
    page = _as(_with_engine() if engine else house(), MANAGER, language).get(place).page
    assert len(page.find_all("h1")) == 1
    assert "%(" not in page.text


def test_an_answer_goes_from_draft_to_the_outbox() -> None:
    """An agent writes, the termbase objects, is mended, a translator approves, the agent sends: once."""
    made = house()
    agent = _as(made, AGENT)
    _open(agent)
    agent.press(REPLY, text="Sorry about the seam.", target="de", rendering="Die Naht tut uns leid.")
    page = _open(agent).page
    assert "Nahtstelle" in page.select(".broken")[0].text
    agent.press(REPLY, f"{REPLY}/mend")
    page = _open(agent).page
    assert not page.select(".broken")
    assert page.find("button", {"formaction": f"{REPLY}/send"}) is None
    agent.press(REPLY, f"{REPLY}/submit")
    translator = _as(made, "translator@example.com")
    _open(translator)
    translator.press(REPLY, f"{REPLY}/approve")
    assert _state(made) is ReplyState.APPROVED
    assert "greta@example.com" in _open(agent).text
    agent.press(REPLY, f"{REPLY}/send")
    assert _state(made) is ReplyState.QUEUED
    assert len(made.outbox.queued) == 1
    assert "On its way" in _open(agent).text


def test_a_broken_term_is_said_where_it_was_typed() -> None:
    """Approval comes back to the composer with everything that was typed, and nothing is approved."""
    made = house()
    manager = _as(made, MANAGER)
    _open(manager)
    manager.press(REPLY, text="Sorry about the seam.", target="de", rendering="Die Naht!")
    _open(manager)
    answer = manager.press(REPLY, f"{REPLY}/approve")
    assert answer.headers["location"].endswith("done=term_broken#composer")
    page = manager.get(answer.headers["location"].partition("#")[0]).page
    assert "not translated as the termbase asks" in page.text
    assert _state(made) is ReplyState.DRAFT


def test_a_ready_made_answer_fills_both_languages() -> None:
    """The reader's and the customer's text are taken, with the customer's name."""
    page = _open(_as(house(), AGENT), "?template=t1").page
    texts = [one.text.strip() for one in page.select(".compose textarea")]
    assert texts[0].startswith("Dear Greta Lindqvist")
    assert texts[1].startswith("Guten Tag Greta Lindqvist")


def test_an_engine_fills_in_and_without_one_the_page_says_so() -> None:
    """What is missing is said where it is missing, and the draft is kept."""
    browser = _as(_with_engine(), AGENT)
    _open(browser)
    browser.press(REPLY, f"{REPLY}/translate", text="Sorry.", target="de")
    assert "[de] SORRY." in _open(browser).text
    alone = _as(house(), AGENT)
    assert "No translation engine is connected here" in _open(alone).text
    answer = alone.press(REPLY, f"{REPLY}/translate", text="Sorry.", target="de")
    page = alone.get(answer.headers["location"].partition("#")[0]).page
    assert "Nothing here can translate this" in page.text
    assert "Sorry." in page.select(".compose textarea")[0].text


def test_a_draft_says_what_it_answers_and_that_more_has_come_since() -> None:
    """The composer names the message; one that came in after the page was opened changes nothing but what the page says."""
    made = house()
    agent = _as(made, AGENT)
    assert "Answers what was written at" in _open(agent).page.select(".compose")[0].text
    dossier = made.dossiers.dossier("w", "order:shop/900", made.workspaces.settings("w"))
    before = [one for one in dossier.messages if one.author is Author.CUSTOMER][-1]
    later = before.having(key="again", sent_at=before.sent_at + timedelta(minutes=5), text="Noch etwas.")
    made.dossiers.add([fact(later)], made.workspaces.settings("w"))
    agent.press(REPLY, text="Sorry about the seam.", target="de", rendering="Das tut uns leid.")
    dossier = made.dossiers.dossier("w", "order:shop/900", made.workspaces.settings("w"))
    assert dossier.replies[-1].to == f"message:{before.store}/{before.key}"
    assert "has written again since" in _open(agent).text


def test_where_there_is_no_way_out_a_person_copies() -> None:
    """No mailbox of the store: no button sends, the page says what to do, and the case counts as answered afterwards."""
    made = house()
    for one in made.workspaces.connections("w"):
        made.workspaces.save_connection(one.having(store="elsewhere"))
    browser = _as(made, AGENT)
    _open(browser)
    browser.press(REPLY, text="Sorry.", target="en", rendering="Sorry.")
    page = _open(browser).page
    assert "No mailbox of this store is connected" in page.text
    assert page.find("button", {"formaction": f"{REPLY}/send"}) is None
    browser.press(REPLY, f"{REPLY}/copied")
    shown = _open(browser).text
    assert "Sent by hand" in shown
    assert "Marked as answered" in shown
    assert not made.outbox.queued


def test_a_text_is_translated_when_opened_and_corrected_by_a_person() -> None:
    """Original and translation stand side by side; a correction names its author and leaves the original."""
    made = _with_engine()
    browser = _as(made, AGENT)
    asked = "message:shop/m188-customer"
    action = f"/dossiers/{encode_home('order:shop/900')}"
    _open(browser)
    browser.submit(f"{action}/translate", entity=asked)
    assert "[en] GUTEN TAG" in _open(browser).text
    browser.submit(f"{action}/correct", entity=asked, words="The jacket runs <b>small</b>.")
    page = _open(browser).page
    turn = page.find("li", {"data-entity": asked})
    assert turn is not None
    assert "The jacket runs <b>small</b>." in turn.text
    assert "Translated by Kim Park" in turn.text
    assert "fällt viel zu klein aus" in turn.text


def test_one_form_labels_the_next_text_comes_and_it_can_be_undone() -> None:
    """The queue goes on, the case has its cause, the example is learned; undo brings all back."""
    made = house()
    browser = _as(made, AGENT)
    first = browser.get("/review").page
    assert "2 left" in first.text
    before = first.select("article .words")[0].text
    answer = browser.submit("/review/label", cause="lost_or_late.customs")
    assert [one.cause.value for one in made.glossary.examples("w")] == ["lost_or_late.customs"]
    page = browser.get(answer.headers["location"]).page
    assert "1 left" in page.text
    assert page.select("article .words")[0].text != before
    browser.submit("/review/undo")
    assert browser.get("/review").page.select("article .words")[0].text == before
    assert not made.glossary.examples("w")
    assert browser.get("/review?skip=1").page.select("article")
    assert "Nothing is doubtful" in browser.get("/review?skip=2").text
    # A stretch further back: the form of a text there leads back to there.
    there = browser.get("/review?since=waiting~")
    assert there.page.find("input", {"name": "since"})["value"] == "waiting~"  # type: ignore[index]
    assert (
        browser.submit("/review/label", cause="other").headers["location"].startswith("/review?since=waiting")
    )


def test_a_termbase_travels_as_a_table() -> None:
    """What was exported is taken in again as it was; a formula in it is none; bad lines are named."""
    made = _with_engine()
    browser = _as(made, AGENT)
    browser.get("/words")
    browser.submit("/words/terms", source="en", term="=1+1", target="de", translation="@SUM")
    before = made.glossary.terms("w")
    table = browser.get("/words/terms.csv").text
    cells = [cell for line in csv.reader(table.splitlines()) for cell in line]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    for one in before:
        made.glossary.delete_term("w", one.id)
    browser.get("/words")
    shown = browser.submit("/words/terms/import", table=f"{table}\r\nzh,x,zh,y,,")
    assert "5 terms taken in." in shown.text
    assert "7 (Choose two different languages.)" in shown.text
    assert [(one.term, one.translation, one.avoid) for one in made.glossary.terms("w")] == [
        (one.term, one.translation, one.avoid) for one in before
    ]
    browser.get("/words")
    assert browser.submit("/words/terms/import", table="a,b\n1,2").status == 400
    browser.get("/words")
    unclosed = 'source,term,target,translation\nzh,"' + "x" * 140_000
    assert browser.submit("/words/terms/import", table=unclosed).status == 400


def test_a_changed_term_replaces_what_it_was_and_reaches_the_engine() -> None:
    """Saving under another word leaves no second term behind; the engine's terminology follows."""
    made = _with_engine()
    browser = _as(made, AGENT)
    browser.get("/words?term=en%2Fde%2Fseam")
    browser.submit("/words/terms", source="en", term="stitch", target="de", translation="Nahtstelle")
    assert {one.term for one in made.glossary.terms("w") if one.source == "en"} == {"power bank", "stitch"}
    assert isinstance(made.provider, Engine)
    assert len(made.provider.published) == 1


def test_own_causes_are_named_in_both_languages_and_can_be_given() -> None:
    """A seller's leaf stands in the tree, in forms and on cases by its own name; a retired one is offered no more."""
    made = house()
    manager = _as(made, MANAGER, "zh")
    _open(manager)
    manager.submit(f"{CASE}/relabel", cause="quality.own_open_seam")
    assert "开线" in _open(manager).page.select(".verdict")[0].text
    agent = _as(made, AGENT)
    assert "Open seam" in _open(agent).page.select(".verdict")[0].text
    assert "Open seam" in agent.get("/cases?cause=quality.own_open_seam").page.select("li.line")[0].text
    manager.get("/words/causes")
    manager.submit("/words/causes/retire", becomes="quality.broke_early")
    assert 'value="quality.own_open_seam"' not in _open(agent).text
    assert made.workspaces.settings("w").causes_version == 3


def test_the_inbox_narrows_to_a_signal_and_to_the_unclassified() -> None:
    """Signals are chips on the line; both filters live in the address."""
    browser = _as(house(), AGENT)
    assert len(browser.get("/cases?signal=complaint").page.select("li.line")) == 1
    lines = browser.get("/cases?unclassified=1").page.select("li.line")
    assert lines
    assert all("Unclassified" in line.text for line in lines)


def test_another_workspace_sees_none_of_it() -> None:
    """Terms, answers, causes, doubtful texts and cases of a seller are that seller's alone."""
    browser = _as(house(), "stranger@example.com")
    for place, words in (
        ("/words", "Nahtstelle"),
        ("/words/answers", "换货"),
        ("/words/causes", "Open seam"),
    ):
        assert words not in browser.get(place).text
    assert "Nothing is doubtful" in browser.get("/review").text
    assert browser.get(CASE).status == 404


@pytest.mark.parametrize("has_written", [True, False])
def test_only_who_has_written_has_a_thread(*, has_written: bool) -> None:
    """An answer to a return or a lost parcel begins a mail of its own, and the page does not say otherwise."""
    made = house()
    buyer = Customer(key="mail-77", name="Ann", email="ann@customer.example")
    told = [order(key="977", number="1977", customer=buyer), back(5, key="r977", order="977")]
    if has_written:
        told.append(message(6, key="<m977@x>", thread="<m977@x>", order_number="1977", customer="mail-77"))
    made.dossiers.add([fact(record) for record in told], made.workspaces.settings("w"))
    page = _as(made, AGENT).get(f"/cases/{encode_home('order:shop/977')}/1").page.text
    assert "Leaves as mail to ann@customer.example" in page
    assert ("in the customer's thread" in page) == has_written
