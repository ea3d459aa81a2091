"""What is read of a fact."""

from aftersales.language.texts import text_of
from tests.cases.building import fact, message, review


def test_a_text_knows_whether_it_is_a_review() -> None:
    """Also where the platform rates without stars: a verdict is judged by what verdicts are worth."""
    told = [
        text_of(fact(record)) for record in (message(1, text="Where is it?"), review(2, None, text="Fine."))
    ]
    assert [(text.stars, text.is_review) for text in told if text] == [(None, False), (None, True)]
