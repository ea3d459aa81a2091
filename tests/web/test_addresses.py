"""Addresses of cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.records.errors import RejectedError
from aftersales.web.addresses import decode_home, encode_home


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_home_travels_in_an_address(home: str) -> None:
    """Whatever a mail program put into a message id comes back as it was, in letters that an address may hold."""
    encoded = encode_home(home)
    assert decode_home(encoded) == home
    assert not set(encoded) & set("/?#%+ =")


@pytest.mark.parametrize("text", ["%", "a", "_w", "\u00e9"])
def test_a_damaged_address_is_an_unknown_case(text: str) -> None:
    """What is no home leads nowhere."""
    with pytest.raises(RejectedError, match="unknown_case"):
        decode_home(text)
