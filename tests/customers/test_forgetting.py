"""Words, names and addresses go; ids, times, goods, stars and money stay, and whoever was one person stays one."""

from importlib.resources import files
from re import findall
from typing import Any

import pytest

from aftersales.customers.forgetting import (
    LONG_ENOUGH,
    blanked,
    customer_digest,
    customer_mark,
    forgotten,
    home_mark,
    store_mark,
)
from aftersales.records.erasure import Mark
from aftersales.records.fact import Fact
from aftersales.records.message import Message
from aftersales.records.order import Customer, Order
from aftersales.records.reply import Rendering
from aftersales.records.understanding import Translation, Understanding
from tests.cases.building import (
    STORE,
    action,
    at,
    back,
    fact,
    message,
    order,
    parcel,
    reading,
    refund,
    review,
)

MARK = Mark(at=at(100), salt="salt")
ANN = Customer(key="mail-1", name="Ann Example", email="ann@example.com", phone="555-1", platform_id="77")


def blank(one: Fact) -> Fact:
    """The fact as it is kept once its home is marked."""
    return forgotten(one, {home_mark(one.home): MARK}.get)


def test_only_personal_fields_are_blanked() -> None:
    """Lists of structures too; what is not there stays away."""
    mark = MARK.having(customers=())
    order_json = '{"number":"#1","customer":{"key":"k","name":"Ann"},"lines":[{"title":"Lamp"}]}'
    assert blanked("order", order_json, mark) == (
        '{"number":"#1","customer":{"key":"k","name":""},"lines":[{"title":"Lamp"}]}'
    )
    comment = '{"lines":[{"comment":"ugly","sku":"A"}]}'
    assert blanked("return", comment, mark) == '{"lines":[{"comment":"","sku":"A"}]}'
    assert blanked("parcel", '{"key":"1"}', mark) == '{"key":"1"}'


def test_what_couriers_and_staff_wrote_about_a_person_is_blanked_too() -> None:
    """Who signed for a parcel, the note of a refund, and the platform's own number of the buyer."""
    signed = '{"checkpoints":[{"code":"d","text":"Signed by A. DOE","place":"Elm Street 5"}]}'
    assert blanked("parcel", signed, MARK) == '{"checkpoints":[{"code":"d","text":"","place":""}]}'
    assert blanked("refund", '{"reason":"Ann called twice"}', MARK) == '{"reason":""}'
    assert blanked("order", '{"customer":{"platform_id":"77"}}', MARK) == '{"customer":{"platform_id":""}}'


def test_a_fact_keeps_its_id_its_money_and_its_goods() -> None:
    """Only who bought is gone; blanking again changes nothing."""
    before = fact(order(customer=ANN))
    after = blank(before)
    assert (after.id, after.home, after.version) == (before.id, before.home, before.version)
    assert isinstance(after.record, Order)
    assert after.record.customer is not None
    assert after.record.having(customer=ANN) == before.record
    assert "Ann" not in after.model_dump_json()
    assert "mail-1" not in after.model_dump_json()
    assert blank(after) == after


def test_a_person_stays_one_and_no_other() -> None:
    """All records of a customer get the same new name; another customer another one, and another salt another one again."""

    def name(key: str, mark: Mark = MARK) -> str:
        record = forgotten(fact(message(5, customer=key)), {store_mark(STORE): mark}.get).record
        assert isinstance(record, Message)
        return str(record.customer)

    told = forgotten(fact(order(customer=ANN)), {store_mark(STORE): MARK}.get).record
    assert isinstance(told, Order)
    assert told.customer is not None
    assert told.customer.key == name("mail-1") != name("mail-2")
    assert name("mail-1", MARK.having(salt="other")) != name("mail-1")


def test_only_the_persons_own_key_is_renamed() -> None:
    """Somebody else who wrote about the order keeps the key: nobody has asked to be forgotten there."""
    mark = MARK.having(customers=(customer_digest("mail-1"),))
    record = forgotten(fact(message(5, customer="mail-2")), {home_mark("number:shop/1001"): mark}.get).record
    assert isinstance(record, Message)
    assert (record.customer, record.text) == ("mail-2", "")


def test_repeated_reviews_still_repeat_each_other() -> None:
    """Figures count reviews of one author with the same words once; their new names say that they are the same."""
    long = "The seam opened after one day of use."
    authors = [
        getattr(blank(fact(review(20, 1, author="Ann", text=text, key=key))).record, "author", None)
        for text, key in ((long, "a"), (long, "b"), (f"{long} Really.", "c"), ("Bad.", "d"), ("Bad.", "e"))
    ]
    assert authors[0] == authors[1]
    assert len(set(authors)) == 4


@pytest.mark.parametrize(
    "said",
    [
        order(200, customer=ANN, key="later"),
        message(200, customer="mail-1"),
        back(200),
        refund(200),
        action(200, "noted", note="called back"),
    ],
)
def test_what_is_said_after_the_mark_stays(said: Any) -> None:
    """Who buys or writes again has not asked to be forgotten again."""
    one = fact(said)
    for mark in (home_mark(one.home), store_mark(STORE), customer_mark("mail-1")):
        assert forgotten(one, {mark: MARK}.get) == one


def test_what_is_read_in_a_later_text_stays() -> None:
    """A translation has no time of its own: it is as old as the text that it was made of, in the table and in the lake."""
    made = Translation(language="zh", text="合适", engine="e")
    readings = [
        fact(reading(message(hours)).having(translation=made, key_phrases=("it fits",)), when=at(hours))
        for hours in (50, 200)
    ]
    kept = [blank(one).record for one in readings]
    assert [getattr(one, "key_phrases", None) for one in kept] == [(), ("it fits",)]
    assert kept[1] == readings[1].record
    for one, after in zip(readings, kept, strict=True):
        in_lake = blanked("understanding", one.record.model_dump_json(), MARK, one.occurred_at)
        assert Understanding.model_validate_json(in_lake) == after


def test_a_translation_that_was_under_way_is_blank() -> None:
    """Who had read a text before the mark may store its translation just after it: by its time alone that would be new."""
    for hours, text in ((100.1, ""), (200, "It does not fit.")):
        said = message(5)
        record = Rendering(
            store=STORE, key=f"t{hours}", about=f"message:{STORE}/{said.key}", about_home=said.home, text_hash="h", member="kim", source="de",
            translation=Translation(language="en", text="It does not fit.", engine="e"), at=at(hours),
        )  # fmt: skip
        kept = blank(fact(record)).record
        assert isinstance(kept, Rendering)
        assert kept.translation.text == text
        assert Rendering.model_validate_json(blanked("translation", record.model_dump_json(), MARK)) == kept


@pytest.mark.parametrize(
    ("hours", "author", "text"), [(100.1, "agent", ""), (100.1, "customer", "Hi"), (200, "agent", "Hi")]
)
def test_an_answer_that_was_being_sent_is_blank(hours: float, author: str, text: str) -> None:
    """It was written before the mark, though it left after it; what the customer writes is new from the first minute."""
    said = message(hours, author, text="Hi")
    kept = blank(fact(said)).record
    assert isinstance(kept, Message)
    assert kept.text == text
    assert Message.model_validate_json(blanked("message", said.model_dump_json(), MARK)) == kept


def test_an_old_order_that_is_told_again_is_blank() -> None:
    """A later state of an order from before the mark tells the buyer anew."""
    again = fact(order(customer=ANN, updated_at=at(300)), when=at(300))
    for mark in (home_mark(again.home), store_mark(STORE), customer_mark("mail-1")):
        assert "Ann" not in forgotten(again, {mark: MARK}.get).model_dump_json()


def test_a_stranger_is_left_alone() -> None:
    """Marks of other homes, stores and customers cover nothing."""
    one = fact(parcel(5, "delivered"))
    others = {home_mark("order:shop/1"): MARK, store_mark("other"): MARK, customer_mark("mail-9"): MARK}
    assert forgotten(one, others.get) == one


def test_reviews_that_repeat_each_other_are_told_by_one_rule() -> None:
    """An erased author's name keeps equality from the very length on from which the figures look for it."""
    sql = files("aftersales.lake").joinpath("tables", "review_versions.sql").read_text("utf-8")
    assert findall(r"length\(text\) >= (\d+)", sql) == [str(LONG_ENOUGH)]
