"""The language desk in a real browser: one key labels, texts translate when opened, an answer is written, mended, approved, sent."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.visiting import CHINESE, ENGLISH, serious, sign_in
from tests.web.engine import put_in
from tests.web.serve import serving

PLACES = ("/review", "/words", "/words/answers", "/words/causes", "/words/languages")


@pytest.fixture
def console() -> Iterator[str]:
    """A fresh console on loopback."""
    with serving() as address:
        yield address


@pytest.fixture
def translating() -> Iterator[str]:
    """The same with an engine that translates."""
    with serving(furnish=put_in) as address:
        yield address


def _open(page: Page, console: str, name: str) -> None:
    page.goto(f"{console}/cases")
    page.locator("li.line a", has_text=name).click()
    expect(page.locator("h1")).to_contain_text(name)


def test_one_key_labels_a_text_and_one_takes_it_back(page: Page, console: str) -> None:
    """A branch without finer causes takes one key, one with them two; z undoes, s skips, and the queue goes on."""
    sign_in(page, console)
    page.goto(f"{console}/review")
    words = page.locator("article .words").first
    first = words.inner_text()
    page.keyboard.press("6")
    expect(page.get_by_role("status")).to_contain_text("Labelled: Wrong item")
    expect(words).not_to_have_text(first)
    page.keyboard.press("z")
    expect(words).to_have_text(first)
    page.keyboard.press("5")
    expect(page.locator("details[open]")).to_contain_text("Customs")
    page.keyboard.press("3")
    expect(page.get_by_role("status")).to_contain_text("Labelled: Customs")
    second = words.inner_text()
    page.keyboard.press("s")
    expect(page.locator("h1")).to_have_text("Needs review")
    expect(page.get_by_text("Nothing is doubtful")).to_be_visible()
    page.get_by_role("link", name="From the start").click()
    expect(words).to_have_text(second)
    page.keyboard.press("1")
    page.keyboard.press("0")
    expect(page.get_by_role("status")).to_contain_text("Labelled: Quality")


def test_one_key_opens_the_tree_on_a_case_and_the_next_one_corrects_it(page: Page, console: str) -> None:
    """Without the menu a digit does nothing; c opens it, Escape closes it, and then one key gives the case its cause."""
    sign_in(page, console)
    _open(page, console, "Greta")
    before = page.locator(".verdict").inner_text()
    page.keyboard.press("6")
    expect(page.locator(".verdict")).to_have_text(before, use_inner_text=True)
    page.keyboard.press("c")
    expect(page.locator(".label-tree")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".label-tree")).to_be_hidden()
    page.keyboard.press("c")
    page.keyboard.press("6")
    expect(page.get_by_role("status")).to_contain_text("The cause was changed.")
    expect(page.locator(".verdict")).to_contain_text("Wrong item")


def test_keys_label_nothing_while_somebody_types(page: Page, console: str) -> None:
    """A digit in a field is a digit."""
    sign_in(page, console)
    page.goto(f"{console}/review")
    page.keyboard.press("/")
    page.keyboard.type("66")
    assert page.locator("#find").input_value() == "66"
    expect(page.get_by_role("status")).to_have_count(0)


def test_an_answer_with_a_broken_term_is_mended_reviewed_and_sent(page: Page, console: str) -> None:
    """The agent writes, sees what the termbase says, mends it, hands it on; the manager approves; then it is sent."""
    sign_in(page, console)
    _open(page, console, "Greta")
    page.get_by_label("Your words").fill("Sorry about the seam.")
    page.get_by_label("To the customer, in").fill("Die Naht tut uns leid.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".broken")).to_contain_text("Nahtstelle")
    page.get_by_role("button", name="Mend").click()
    expect(page.locator(".broken")).to_have_count(0)
    expect(page.get_by_label("To the customer, in")).to_have_value("Die Nahtstelle tut uns leid.")
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    page.get_by_role("button", name="To the translator").click()
    expect(page.locator("#composer h2")).to_contain_text("With the translator")
    page.context.clear_cookies()
    sign_in(page, console, CHINESE)
    _open(page, console, "Greta")
    page.get_by_role("button", name="批准").click()
    expect(page.get_by_role("status")).to_contain_text("已批准")
    page.get_by_role("button", name="发送", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("正在发给客户")


def test_a_foreign_text_is_translated_when_it_is_opened(page: Page, translating: str) -> None:
    """No click is needed: the page comes at once, the translation follows; a reload needs no engine any more."""
    sign_in(page, translating)
    _open(page, translating, "Greta")
    turn = page.locator("li.turn.customer").first
    expect(turn.locator(".translated")).to_contain_text("[en] GUTEN TAG")
    expect(turn.locator("form[data-translate]")).to_have_count(0)
    page.reload()
    expect(turn.locator(".translated")).to_contain_text("[en] GUTEN TAG")


def test_a_translation_that_does_not_come_says_so(page: Page, translating: str) -> None:
    """A line that breaks leaves a sentence and the button, not a wait without end; pressed again, the translation comes."""
    sign_in(page, translating)
    page.route("**/translate", lambda route: route.abort())
    _open(page, translating, "Greta")
    turn = page.locator("li.turn.customer").first
    expect(turn).to_contain_text("The translation did not come.")
    expect(turn.locator("form[data-translate]")).not_to_have_attribute("aria-busy", "true")
    page.unroute("**/translate")
    turn.get_by_role("button", name="Translate", exact=True).click()
    expect(page.locator("li.turn.customer .translated").first).to_contain_text("[en] GUTEN TAG")


def test_a_copied_answer_is_said_to_be_copied(page: Page, console: str) -> None:
    """Where a platform takes no answer from here, Copy puts it on the clipboard and says so, or that it is only selected."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, console)
    _open(page, console, "James")
    page.get_by_label("Your words").fill("Your jacket is on its way.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("Copied.", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Your jacket is on its way."
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("The text is selected: copy it.", exact=True)).to_be_visible()


def test_a_table_is_read_from_a_file_or_refused(page: Page, console: str) -> None:
    """A chosen file stands where it could be pasted; one that is too large is refused before it is read."""
    sign_in(page, console, CHINESE)
    page.goto(f"{console}/words")
    page.get_by_role("link", name="English").click()
    chooser, table = page.get_by_label("Choose a CSV file"), page.locator("#table")
    chooser.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"source,term"})
    expect(table).to_have_value("source,term")
    chooser.set_input_files({"name": "b.csv", "mimeType": "text/csv", "buffer": b"x" * 2_100_000})
    assert "too large" in chooser.evaluate("one => one.validationMessage")
    expect(table).to_have_value("source,term")


def test_a_refused_file_holds_up_nothing_else(page: Page, console: str) -> None:
    """After a file that was too large the form goes with what is pasted instead, or once no file is chosen any more."""
    sign_in(page, console)
    page.goto(f"{console}/words")
    chooser, table = page.get_by_label("Choose a CSV file"), page.locator("#table")
    large = FilePayload(name="b.csv", mimeType="text/csv", buffer=b"x" * 2_100_000)
    table.fill("source,term")
    chooser.set_input_files(large)
    assert "too large" in chooser.evaluate("one => one.validationMessage")
    table.fill("source,term,target")
    assert table.evaluate("one => one.form.checkValidity()")
    chooser.set_input_files(large)
    assert not table.evaluate("one => one.form.checkValidity()")
    chooser.set_input_files([])
    assert table.evaluate("one => one.form.checkValidity()")


def test_a_text_is_corrected_in_place(page: Page, console: str) -> None:
    """Without an engine a person translates; name and time stand beside it, the original above."""
    sign_in(page, console)
    _open(page, console, "Noor")
    page.get_by_text("Translate it yourself").click()
    page.get_by_label("Translation; the original stays as it is").fill("I got size S instead of L.")
    page.get_by_role("button", name="Save translation").click()
    turn = page.locator("li.turn.customer").first
    expect(turn).to_contain_text("Translated by Kim Park")
    expect(turn).to_contain_text("Ik heb maat S gekregen")


def test_without_scripts_texts_are_labelled_and_answered(browser: Any, console: str) -> None:
    """Every key has a button, and every button is a form."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    sign_in(page, console)
    page.goto(f"{console}/review")
    page.locator("summary", has_text="Lost or late").click()
    page.get_by_role("button", name="Customs").click()
    expect(page.get_by_role("status")).to_contain_text("Labelled: Customs")
    _open(page, console, "Greta")
    page.get_by_label("Your words").fill("Sorry.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("status")).to_contain_text("The draft is saved.")
    context.close()


@pytest.mark.parametrize(
    ("width", "who", "scheme"),
    [(1440, CHINESE, "light"), (390, ENGLISH, "dark")],
)
def test_every_place_fits_and_keeps_nobody_out(
    page: Page, console: str, who: str, width: int, scheme: Any
) -> None:
    """At desk and phone width nothing overflows and axe finds nothing serious, with a broken term on the case."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, console, who)
    for place in PLACES:
        page.goto(f"{console}{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        assert serious(page) == [], place
    _open(page, console, "Greta")
    page.locator("#reply-text").fill("seam 接缝")
    page.locator("#reply-rendering").fill("Naht")
    page.locator(".compose .bar-line .button").first.click()
    expect(page.locator(".broken")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []
