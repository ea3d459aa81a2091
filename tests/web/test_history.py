"""The history of a case: whatever became known has its line in words."""

from typing import get_args

import pytest

from aftersales.records.cost import CarrierClaim, Component, Cost
from aftersales.records.fact import AnyRecord
from aftersales.records.money import Money
from aftersales.records.recommendation import Recommendation
from aftersales.records.reply import Rendering
from aftersales.records.survey import Survey, SurveyAnswer, SurveyState
from aftersales.records.understanding import Translation
from aftersales.web.addresses import encode_home
from tests.architecture.repository import PACKAGE
from tests.cases.building import SETTINGS, STORE, at, fact, message, order, reading
from tests.web.in_memory import Browser, House

HOME = f"order:{STORE}/900"
TEN = Money(minor=1000, currency="USD")
SURVEY = Survey(store=STORE, key="s1", on=HOME, case=1, sent_at=at(9))
COST = Cost(store=STORE, key="c1", order="900", component=Component.LABOUR, incurred_at=at(9), minutes=12)
CLAIM = CarrierClaim(
    store=STORE, key="k1", order="900", parcel="TN1", status="filed", filed_at=at(9), claimed=TEN
)
OFFER = Recommendation(
    store=STORE, key="o1", on=HOME, form="cause", engine="embedded", offered="quality", shown_at=at(9)
)


def lines(*records: object, language: str = "en") -> list[str]:
    """Return the history of a case in which these became known, newest first."""
    house = House()
    house.dossiers.add([fact(record) for record in (order(), message(5), *records)], SETTINGS)
    browser = Browser(house).sign_in()
    browser.get(f"/language/{language}")
    page = browser.get(f"/cases/{encode_home(HOME)}/1").page
    return [" ".join(line.text.split()) for line in page.select(".history li > div")]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (SURVEY, "Survey sent"),
        (SURVEY.having(state=SurveyState.BOUNCED, bounced_at=at(9)), "Survey not delivered"),
        (SurveyAnswer(store=STORE, key="a1", survey="s1", on=HOME, score=4, at=at(10)), "Rated 4 of 5 by the customer"),
        (COST, "Labour: 12 min"),
        (COST.having(component=Component.DUTY, minutes=None, amount=TEN), "Duty and tax: US$10.00"),
        (COST.having(minutes=None), "Labour: —"),
        (CLAIM, "Carrier claim of US$10.00: filed"),
        (CLAIM.having(status="accepted", decided_at=at(10)), "Carrier claim of US$10.00: accepted"),
        (OFFER, "Suggestion shown"),
        (OFFER.having(outcome="accepted"), "Suggestion accepted"),
    ],
)  # fmt: skip
def test_what_became_known_is_said_in_words(record: object, text: str) -> None:
    """Surveys, costs, claims and suggestions stand among the rest; no line is empty."""
    found = lines(record)
    assert text in found
    assert all(found)


def test_no_kind_of_fact_of_a_dossier_is_without_words() -> None:
    """A kind that is new needs a line; rates and merged customers lie in no dossier of a case."""
    template = (PACKAGE / "web/templates/history.html").read_text("utf-8")
    kinds = {one.model_fields["kind"].default for one in get_args(get_args(AnyRecord)[0])}
    said = {kind for kind in kinds if f'record.kind == "{kind}"' in template}
    assert kinds - said == {"exchange_rate", "same_customer"}


def test_engines_are_called_by_names_for_people() -> None:
    """A reader is told what read a text, not what a program calls it."""
    told = message(5)
    assert "Text read by the built-in engine" in lines(reading(told))
    assert "文本已识别（内置引擎）" in lines(reading(told), language="zh")
    assert "Text read by Amazon Comprehend" in lines(reading(told, engine="aws"))


@pytest.mark.parametrize(
    ("engine", "english", "chinese"),
    [
        ("amazon-translate", "Amazon Translate", "Amazon Translate"),
        ("aws", "Amazon Translate", "Amazon Translate"),
        ("memory", "earlier translations by people", "以往的人工译文"),
        ("person", "kim@aurora.example", "kim@aurora.example"),
    ],
)
def test_who_translated_is_called_by_a_name(engine: str, english: str, chinese: str) -> None:
    """What reads a text and what translates it are two services with one short name: each line names its own."""
    told = fact(message(5))
    made = Rendering(
        store=STORE, key=f"r>en/{engine}", about=told.entity, about_home=told.home, text_hash="h", source="de",
        translation=Translation(language="en", text="It squeaks.", engine=engine), member="kim@aurora.example", at=at(6),
    )  # fmt: skip
    assert f"Translated into English · {english}" in lines(made)
    assert f"译为英语 · {chinese}" in lines(made, language="zh")
