"""A record that cannot be read says which field is wrong, not what stands in it."""

import pytest
from pydantic import ValidationError

from aftersales.platforms.amazon.wire import Wire
from aftersales.records.message import Message
from aftersales.records.record import Record


@pytest.mark.parametrize("kind", [Record, Wire, Message])
def test_no_error_quotes_what_it_was_given(kind: type[Record]) -> None:
    """An error that nobody catches ends in the log of the function, and what a customer wrote must not."""
    with pytest.raises(ValidationError) as caught:
        kind.model_validate_json('{"text": ["the lamp burned my hand"]')
    assert "lamp" not in str(caught.value)
    assert kind.model_config.get("hide_input_in_errors")
