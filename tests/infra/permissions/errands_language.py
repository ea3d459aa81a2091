"""Errands at the language desk: every page and every form, with a customer who writes German."""

from datetime import timedelta
from urllib.parse import quote

from aftersales.records.cause import Cause
from aftersales.records.understanding import CauseLabel
from aftersales.web.addresses import encode_home
from tests.cases.building import START, STORE, fact, message, reading
from tests.infra.permissions.stage import Stage
from tests.infra.permissions.stories import SETTINGS, WORKSPACE, connect, now, queued
from tests.web.in_memory import Browser

HOME = encode_home(f"thread:{STORE}/q1@buyer.example")
CASE = f"/cases/{HOME}/1"
REPLY = f"{CASE}/reply"


def walk_language(walker: Browser, stage: Stage) -> None:
    """Terms, ready-made answers, causes, languages; a doubtful text; its translation; answers to the end."""
    connect(stage, "mail", "mail", address="care@shop.example", every_minutes=0)
    entity = _asked(stage)
    _words(walker)
    _label(walker)
    _translate(walker, entity)
    _answer(walker, entity)
    _send(walker, stage)


def walk_paid(walker: Browser, stage: Stage) -> None:
    """Only what a paid engine does: terms are handed to it, it reads a customer's words closely, translates them and an answer."""
    entity = _asked(stage)
    _terms(walker)
    _translate(walker, entity)
    walker.get(CASE)
    walker.press(REPLY, text="Sorry about the seam.", target="de")
    walker.get(CASE)
    walker.send("POST", f"{REPLY}/translate", _fields(walker))


def _asked(stage: Stage) -> str:
    """Let a customer ask something in German whose cause is in doubt; return what identifies it."""
    hours = (now() - START) / timedelta(hours=1) - 1
    asked = message(
        hours,
        key="q1@buyer.example",
        thread="q1@buyer.example",
        order_number=None,
        text="Die Naht ist offen.",
        address="ann@example.com",
    )
    doubt = (CauseLabel(cause=Cause.QUALITY, confidence=0.3),)
    stage.dossiers.add([fact(asked), fact(reading(asked, language="de", causes=doubt))], SETTINGS)
    return f"message:{STORE}/q1@buyer.example"


def _terms(walker: Browser) -> None:
    walker.get("/words")
    term = {"source": "en", "term": "seam", "target": "de", "translation": "Naht"}
    walker.submit("/words/terms", **term)
    walker.get("/words/terms.csv")
    walker.get("/words")
    walker.submit("/words/terms/import", table="source,term,target,translation\nzh,a,de,b\n")
    walker.get("/words")
    walker.submit("/words/terms/delete", term="zh/de/a")


def _words(walker: Browser) -> None:
    _terms(walker)
    walker.get("/words/answers")
    walker.submit("/words/answers", title="Sorry", language0="en", text0="Sorry.")
    page = walker.get("/words/answers").page
    form = page.find("form", {"action": "/words/answers/delete"})
    assert form is not None
    walker.submit("/words/answers/delete")
    walker.get("/words/causes")
    walker.submit("/words/causes", branch="quality", zh="开线", en="Open seam")
    leaf = "quality.own_open_seam"
    walker.get(f"/words/causes?leaf={quote(leaf)}")
    walker.submit("/words/causes/change", zh="开线", en="Seam")
    walker.get("/words/causes")
    walker.submit("/words/causes/retire", becomes="quality")
    walker.get("/words/languages")
    walker.submit("/words/languages", free_en="1")


def _label(walker: Browser) -> None:
    walker.get("/review")
    done = walker.submit("/review/label", cause="quality")
    walker.get(done.headers["location"])
    walker.submit("/review/undo")


def _translate(walker: Browser, entity: str) -> None:
    walker.get(CASE)
    walker.send("POST", f"/dossiers/{HOME}/translate", _fields(walker) | {"entity": entity})
    walker.get(CASE)
    walker.send("POST", f"/dossiers/{HOME}/closely", _fields(walker) | {"entity": entity})


def _answer(walker: Browser, entity: str) -> None:
    walker.get(CASE)
    walker.submit(f"/dossiers/{HOME}/correct", entity=entity, words="The seam is open.")
    walker.get(CASE)
    walker.press(REPLY, text="Sorry about the seam.", target="de")
    for button in ("translate", "mend", "submit"):
        walker.get(CASE)
        walker.send(
            "POST", f"{REPLY}/{button}", _fields(walker) | {"rendering": "Das mit der Naht tut uns leid."}
        )
    for end in ("send", "copied"):
        walker.get(CASE)
        walker.press(
            REPLY, text="Sorry about the seam.", target="de", rendering="Das mit der Naht tut uns leid."
        )
        for step in ("approve", end):
            walker.get(CASE)
            walker.send("POST", f"{REPLY}/{step}", _fields(walker))
    walker.get(CASE)
    walker.press(REPLY, text="Again.", target="de")
    walker.get(CASE)
    walker.press(REPLY, f"{REPLY}/withdraw")


def _send(walker: Browser, stage: Stage) -> None:
    """What was handed to the outbox leaves, and stands in the conversation afterwards."""
    waiting = [one.id for one in stage.outbox.due(WORKSPACE, now()) if one.kind == "reply"]
    assert len(waiting) == 1
    asked = queued({"workspace": WORKSPACE, "dispatch": name} for name in waiting)
    assert stage.run("send_outbox", asked) == {"batchItemFailures": []}
    assert "Das mit der Naht tut uns leid." in walker.get(CASE).page.select("li.turn.agent")[0].text


def _fields(walker: Browser) -> dict[str, str]:
    assert walker.last is not None
    form = walker.last.page.find("form", {"action": REPLY})
    assert form is not None
    found = {str(one["name"]): str(one.get("value", "")) for one in form.find_all("input") if one.get("name")}
    found |= {str(one["name"]): one.text.removeprefix("\n") for one in form.find_all("textarea")}
    return {name: value for name, value in found.items() if name != "anyway"} | {"target": "de"}
