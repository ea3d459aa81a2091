"""What an erasure leaves to learn from, and to come."""

from datetime import timedelta
from pathlib import Path

from aftersales.language.hashing import answer_name, sentence_hash
from aftersales.privacy.in_table import erase_in_table
from aftersales.privacy.person import Person
from aftersales.records.erasure import Erasure
from tests.cases.building import back, review
from tests.privacy.house import SETTINGS, START, STORE, WORKSPACE, bought, house, redaction
from tests.privacy.test_erasing import EMAIL, NAME, REQUEST, TEXT, TRANSLATED, plant, stated


def test_what_was_learned_from_several_comments_is_forgotten(tmp_path: Path) -> None:
    """A return's comments are read and translated as one text: runs of sentences go across them."""
    comments = ("Far too small.", "It squeaks.")
    lines = [{"quantity": 1, "comment": comment} for comment in comments]
    said = stated(back(20, order="6001", store=STORE, requested_at=START, lines=lines))
    run = sentence_hash("\n".join(comments))
    errand = Erasure(
        workspace=WORKSPACE, request=REQUEST, form="erase_customer", store=STORE, member="system",
        ordered_at=START, due_at=START, erased_at=START + timedelta(days=1), salt="salt",
    )  # fmt: skip
    with house(tmp_path) as home:
        home.dossiers.add([said], SETTINGS)
        home.phrases.put(WORKSPACE, "en", "zh", {run: "太小了，还吱吱响。"})
        list(erase_in_table(home.app.places, errand, Person(seeds=(said.home,)), SETTINGS))
        assert home.phrases.get_many(WORKSPACE, "en", "zh", [run]) == {}


def test_who_buys_again_is_a_new_customer(tmp_path: Path) -> None:
    """An order from after the erasure has name and address: it is not what was to be forgotten."""
    later = bought(1009, NAME, EMAIL)
    body = later.body.replace(b"2026-11-02T10", b"2026-12-02T10").replace(b"2026-11-03T10", b"2026-12-03T10")
    with house(tmp_path) as home:
        plant(home)
        home.stream()
        home.ingest(redaction([6001], EMAIL, 1701))
        home.now += timedelta(days=2)
        home.erase()
        assert home.places_with(NAME) == []
        home.ingest(
            later.__class__(**{name: getattr(later, name) for name in later.__slots__} | {"body": body})
        )
        dossier = home.dossiers.dossier(WORKSPACE, f"order:{STORE}/6009", SETTINGS)
    assert dossier.order is not None
    assert dossier.order.customer is not None
    assert dossier.order.customer.name == NAME


def test_what_was_learned_while_the_text_was_erased_is_forgotten_in_the_second_round(tmp_path: Path) -> None:
    """A translation and a paid answer under way are remembered after the first walk, when the table has no words to lead there."""
    first = Erasure(
        workspace=WORKSPACE, request=REQUEST, form="erase_customer", store=STORE, member="system",
        ordered_at=START, due_at=START, erased_at=START + timedelta(days=4), salt="salt",
    )  # fmt: skip
    with house(tmp_path) as home:
        said = stated(review(20, 1, order="6001", store=STORE, text=TEXT, title="Broken", posted_at=START))
        home.dossiers.add([said], SETTINGS)
        person = Person(seeds=(said.home,))
        noted = [
            stage.person for stage in erase_in_table(home.app.places, first, person, SETTINGS) if stage.person
        ]
        home.phrases.put(WORKSPACE, "en", "zh", {sentence_hash(TEXT): TRANSLATED})
        home.answers.put_many(WORKSPACE, {answer_name("phrases en", TEXT): "{}"})
        stages = list(erase_in_table(home.app.places, first.having(rounds=2), noted[-1], SETTINGS))
        assert home.phrases.get_many(WORKSPACE, "en", "zh", [sentence_hash(TEXT)]) == {}
        assert home.answers.get_many(WORKSPACE, [answer_name("phrases en", TEXT)]) == {}
        assert {"phrases": 1, "answers": 1} in [stage.found for stage in stages]
