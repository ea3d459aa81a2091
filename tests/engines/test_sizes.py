"""What is too large or too small, and what only has a size."""

import pytest

from aftersales.engines.embedded import read_one
from aftersales.language.port import Text
from aftersales.records.cause import Cause


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("กระโปรงคับ ใส่ไม่ลง", "size_fit.too_small"),
        ("ชุดนี้คับเกินไป", "size_fit.too_small"),
        ("เสื้อคับมาก", "size_fit.too_small"),
        ("กระโปรงหลวมเกินไป เลื่อนหลุด", "size_fit.too_large"),
        ("허리가 너무 꽉 껴요", "size_fit.too_small"),
        ("허리가 너무 헐렁해요", "size_fit.too_large"),
        ("Ce pantalon me serre trop", "size_fit.too_small"),
        ("Questa gonna mi stringe troppo", "size_fit.too_small"),
    ],
)
def test_tight_and_loose_are_not_confused(text: str, cause: str) -> None:
    """A vector knows first of all that the size is wrong; a seller orders by the direction, so none is told rather than the wrong one."""
    assert read_one(Text(text)).causes[0].cause.value in {cause, "size_fit"}


@pytest.mark.parametrize(
    "text",
    [
        "There is a big dent in it",
        "There is a small dent in it.",
        "A big scratch across the lid",
        "There is a huge hole in the sleeve",
        "It has a large bump",
        "There is a large bump on it",
        "It came with a big stain on it",
        "Es ist eine große Delle drin",
        "Il y a une grosse bosse dessus",
        "Hay una abolladura grande",
        "大きなへこみがあります",
        "有一个大凹痕",
        "Big delay!",
        "What a big disappointment",
    ],
)
def test_the_size_of_something_else_is_no_matter_of_fit(text: str) -> None:
    """A big dent, a small stain, a long wait: words of size are about fit only where the thing itself is too large or too small."""
    reading = read_one(Text(text))
    assert all(label.cause.branch is not Cause.SIZE_FIT for label in reading.causes)
    assert not {"too_small", "too_large"} & set(reading.signals)


@pytest.mark.parametrize(
    "text",
    [
        "It just arrived with a big dent",
        "Just arrived, big dent in it",
        "Gerade angekommen und schon eine große Delle drin",
        "Kwam aan met een grote deuk",
    ],
)
def test_a_dent_in_what_just_arrived_is_of_the_way(text: str) -> None:
    """Who names a dent and the arrival in one breath tells of the carrier, not of the maker."""
    assert read_one(Text(text)).causes[0].cause is Cause.DAMAGED_IN_TRANSIT


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("It is too big", "size_fit.too_large"),
        ("The jacket is huge on me", "size_fit.too_large"),
        ("Viel zu groß, die Hose rutscht", "size_fit.too_large"),
        ("Der Pullover ist winzig, passt nicht über den Kopf", "size_fit.too_small"),
        ("Me queda grande", "size_fit.too_large"),
        ("思ったより小さくて入りません", "size_fit.too_small"),
        ("衣服太大了", "size_fit.too_large"),
    ],
)
def test_the_size_of_the_thing_itself_is(text: str, cause: str) -> None:
    """And there it stays."""
    assert read_one(Text(text)).causes[0].cause.value == cause
