"""`make read`: what the engine reads in texts that somebody has at hand."""

import pytest

from infra.operations.read_texts import read


def test_each_text_is_answered_in_its_order() -> None:
    """Plain lines and objects may stand side by side; an empty line is none."""
    lines = [
        "La talla es demasiado pequeña y quiero devolverlo.\n",
        "\n",
        '{"title": "Great", "text": "I love it!"}',
    ]
    small, praise = read(lines)
    assert (small["language"], small["causes"][0]["cause"]) == ("es", "size_fit.too_small")
    assert (praise["text"], praise["sentiment"], praise["causes"]) == ("I love it!", "positive", [])
    assert praise["engine"].startswith("embedded ")


@pytest.mark.parametrize("line", ['{"text": 1', '{"body": "x"}'])
def test_a_line_that_is_no_text_is_named(line: str) -> None:
    """The error says which line it is."""
    with pytest.raises(ValueError, match="line 2"):
        list(read(["fine", line]))
