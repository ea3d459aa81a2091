"""What every GlossaryStore and ExampleStore does; run for the fake and for the adapter."""

from typing import Protocol

from aftersales.language.examples import MOST, ExampleStore
from aftersales.language.glossary import GlossaryStore
from aftersales.records.cause import Cause
from aftersales.records.glossary import ReplyTemplate, Term
from aftersales.records.labelled import LabelledText
from tests.cases.building import at


class Words(GlossaryStore, ExampleStore, Protocol):
    """One store plays both."""


def term(**changes: object) -> Term:
    """A term from Chinese to German."""
    values = {
        "workspace": "w",
        "source": "zh",
        "term": "充电宝",
        "target": "de",
        "translation": "Powerbank",
        "member": "lin@example.com",
        "at": at(1),
    }
    return Term.model_validate(values | changes)


def template(name: str, **changes: object) -> ReplyTemplate:
    """A ready-made answer in two languages."""
    values = {
        "workspace": "w",
        "id": name,
        "title": name,
        "texts": {"zh": "抱歉。", "de": "Es tut uns leid."},
        "member": "lin@example.com",
        "at": at(1),
    }
    return ReplyTemplate.model_validate(values | changes)


def example(hours: float, **changes: object) -> LabelledText:
    """A text that a person called pilling."""
    values = {
        "workspace": "w",
        "id": f"act-{hours}",
        "about": "message:shop/m1",
        "text": "Covered in little balls after one wash",
        "cause": Cause.QUALITY_PILLING,
        "member": "lin@example.com",
        "at": at(hours),
    }
    return LabelledText.model_validate(values | changes)


class GlossaryContract:
    def test_a_term_has_one_translation_per_language(self, words: Words) -> None:
        """The later one stands, letter case makes no second term, and a deleted one is gone."""
        words.save_terms([term(), term(target="fr", translation="batterie externe"), term(term="Bank")])
        words.save_terms([term(term="BANK", translation="Sitzbank"), term(translation="Akkupack")])
        found = {(one.term, one.target): one.translation for one in words.terms("w")}
        assert found == {
            ("BANK", "de"): "Sitzbank",
            ("充电宝", "de"): "Akkupack",
            ("充电宝", "fr"): "batterie externe",
        }
        words.delete_term("w", term().id)
        words.delete_term("w", "unknown")
        assert len(words.terms("w")) == 2

    def test_templates_come_by_title(self, words: Words) -> None:
        """Saved, replaced, deleted; listed by title."""
        for one in (template("b"), template("a"), template("b", title="B", texts={"en": "Sorry."})):
            words.save_template(one)
        assert [one.title for one in words.templates("w")] == ["a", "B"]
        words.delete_template("w", "a")
        assert [one.texts for one in words.templates("w")] == [{"en": "Sorry."}]

    def test_the_newest_examples_come_first_and_can_be_forgotten(self, words: Words) -> None:
        """A bounded number of them, newest first."""
        for hours in range(MOST + 5):
            words.learn(example(hours))
        found = words.examples("w")
        assert len(found) == MOST
        assert [one.id for one in found[:2]] == [f"act-{MOST + 4}", f"act-{MOST + 3}"]
        words.forget(found[0])
        assert words.examples("w")[0].id == f"act-{MOST + 3}"

    def test_nothing_crosses(self, words: Words) -> None:
        """Another workspace has words of its own."""
        words.save_terms([term()])
        words.save_template(template("a"))
        words.learn(example(1))
        words.delete_term("v", term().id)
        words.delete_template("v", "a")
        words.forget(example(1, workspace="v"))
        assert (words.terms("v"), words.templates("v"), words.examples("v")) == ([], [], [])
        assert len(words.terms("w")) == len(words.templates("w")) == len(words.examples("w")) == 1
