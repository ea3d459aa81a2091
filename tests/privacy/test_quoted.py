"""A report loses what it quotes of a person, in whatever form it quotes, and nothing else."""

from html import escape

from jinja2 import Environment

from aftersales.metrics.quotes import passage
from aftersales.privacy.person import Person
from aftersales.privacy.quoted import GONE, Quoted
from aftersales.records.fact import AnyRecord
from tests.cases.building import back, fact, review

LONG = "The xylophonic seam opened after one day. " * 12


def quoted_of(record: AnyRecord) -> Quoted:
    """What tells the words of a record among others."""
    person = Person().with_facts([fact(record)])
    return Quoted.of(person.passages, person.names)


def page(text: str) -> bytes:
    """A quote as a report's page shows it."""
    return f'<blockquote lang="en" dir="auto"><p>{escape(text)}</p></blockquote>'.encode()


def test_a_review_is_quoted_with_its_title() -> None:
    """Title and text stand in one quote, whole or cut around what it is quoted for."""
    for text in ("The seam opened.", LONG):
        shown = passage(f"Never again. {text}", 14, 30)
        quoted = quoted_of(review(20, 1, title="Never again", text=text))
        assert quoted.strike_html(page(shown)) == page(GONE)
        table = f"cause,text\r\nquality,{shown}\r\n".encode()
        assert quoted.strike_csv(table).decode() == f"cause,text\r\nquality,{GONE}\r\n"


def test_a_return_is_quoted_with_what_was_said_of_each_of_its_goods() -> None:
    """Comments of several goods stand in one quote."""
    lines = ({"quantity": 1, "comment": "Far too small."}, {"quantity": 1, "comment": "It squeaks."})
    shown = passage("Far too small.\nIt squeaks.", None, None)
    assert GONE.encode() in quoted_of(back(20, lines=lines)).strike_html(page(shown))


def test_a_name_is_struck_as_pages_write_it() -> None:
    """Templates write an apostrophe as a number."""
    name = "Zelda O'Quux &c"
    shown = Environment(autoescape=True).from_string("<p>{{ name }} came twice.</p>").render(name=name)
    quoted = Quoted.of([], [name])
    assert quoted.strike_html(shown.encode()).decode() == f"<p>{GONE} came twice.</p>"
    assert quoted.strike_html(f"<p>{escape(name)}</p>".encode()).decode() == f"<p>{GONE}</p>"


def test_a_name_is_known_whatever_its_capitals() -> None:
    """Who copies a sentence into an example of a cause seldom keeps a name's capitals."""
    quoted = Quoted.of([], ["Ann Lee-Ölsen"])
    assert quoted.repeats("ANN LEE-ÖLSEN says that it broke")
    assert quoted.repeats("ann lee-ölsen: broken")
    assert not quoted.repeats("Ann says that it broke")
    assert Quoted.of([], ["Ann Lee"]).repeats("ann lee")
