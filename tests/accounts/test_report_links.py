"""A report link opens its own report, for a week, unless it was taken back."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.accounts.report_links import (
    LIFETIME,
    LinkRefusedError,
    Opened,
    Refusal,
    new_link,
    open_link,
    revoke_link,
    token,
)
from tests.reports.in_memory import InMemoryReportStore
from tests.reports.store_contract import NOW, link, report

SECRET = b"a secret of thirty-two bytes ...."
FILES = {
    f"{language}.{form}": f"reports/demo/2026-W46/x/{language}.{form}"
    for language in ("zh", "en")
    for form in ("html", "csv", "xlsx")
}


def shop() -> tuple[InMemoryReportStore, str]:
    """A store with one report and one link to it."""
    store = InMemoryReportStore()
    store.save_report(report(files=FILES))
    made = new_link(store, SECRET, workspace="demo", report="2026-W46-a", link_id="l1", now=NOW)
    return store, made


def opened(
    store: InMemoryReportStore, text: str, *, language: str = "zh", form: str = "html", now: datetime = NOW
) -> Opened:
    """Open a link."""
    return open_link(store, SECRET, text, language=language, form=form, now=now)


def refusal(store: InMemoryReportStore, text: str, now: datetime = NOW, secret: bytes = SECRET) -> Refusal:
    """Why a link does not open."""
    with pytest.raises(LinkRefusedError) as caught:
        open_link(store, secret, text, language="zh", form="html", now=now)
    return caught.value.why


def test_a_link_opens_its_report_in_each_language_and_format() -> None:
    """Language and format choose the file; what is unknown falls back to the Chinese page."""
    store, text = shop()
    assert opened(store, text).key == FILES["zh.html"]
    assert opened(store, text, language="en", form="xlsx").key == FILES["en.xlsx"]
    assert opened(store, text, language="en", form="csv").name == "after-sales-2026-W46-en.csv"
    assert opened(store, text, language="../x", form="exe").key == FILES["zh.html"]


def test_a_link_lives_for_seven_days() -> None:
    """A second before it opens, at the moment it has expired."""
    store, text = shop()
    assert opened(store, text, now=NOW + LIFETIME - timedelta(seconds=1)).key
    assert timedelta(days=7) == LIFETIME
    assert refusal(store, text, NOW + LIFETIME) is Refusal.EXPIRED


def test_a_revoked_link_is_closed_at_once() -> None:
    """Only that link: another one to the same report still opens. An unknown link cannot be revoked."""
    store, text = shop()
    other = new_link(store, SECRET, workspace="demo", report="2026-W46-a", link_id="l2", now=NOW)
    assert revoke_link(store, workspace="demo", link_id="l1", now=NOW)
    assert refusal(store, text) is Refusal.REVOKED
    assert opened(store, other).key
    assert not revoke_link(store, workspace="other", link_id="l2", now=NOW)
    assert opened(store, other).key


@given(st.data())
def test_no_byte_of_a_link_can_be_changed(data: st.DataObject) -> None:
    """Any letter replaced, dropped or added makes it invalid: it is never read as another link."""
    store, text = shop()
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(
        st.characters(min_codepoint=33, max_codepoint=0x4E10).filter(lambda new: new != text[place])
    )
    for changed in (
        text[:place] + letter + text[place + 1 :],
        text[:place] + text[place + 1 :],
        text + letter,
    ):
        assert refusal(store, changed) is Refusal.CHANGED


@pytest.mark.parametrize("text", ["", ".", "a.b", "…", "x" * 5000, "e30."])
def test_what_is_no_link_is_refused(text: str) -> None:
    """Nothing raises but the refusal."""
    assert refusal(shop()[0], text) is Refusal.CHANGED


def test_a_link_signed_with_another_secret_is_refused() -> None:
    """And without a secret nothing opens and nothing is signed: an empty key could be used by anyone."""
    store, text = shop()
    assert refusal(store, text, secret=b"another secret") is Refusal.CHANGED
    assert refusal(store, text, secret=b"") is Refusal.CHANGED
    with pytest.raises(ValueError, match="secret"):
        token(b"", link())


def test_a_link_does_not_open_another_workspaces_report() -> None:
    """I10: even signed by us, the workspace it names must have both the link and the report."""
    store, _ = shop()
    foreign = link(workspace="other")
    assert refusal(store, token(SECRET, foreign)) is Refusal.NOT_FOUND
    store.save_link(foreign)
    assert refusal(store, token(SECRET, foreign)) is Refusal.NOT_FOUND


def test_a_link_does_not_open_another_report() -> None:
    """The kept link says which report it is for."""
    store, _ = shop()
    store.save_report(report("2026-W45-a"))
    assert refusal(store, token(SECRET, link(of="2026-W45-a"))) is Refusal.NOT_FOUND
