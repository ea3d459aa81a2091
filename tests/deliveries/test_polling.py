"""Pages of polled things."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.deliveries.polling import slices
from aftersales.records.errors import RejectedError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_elements_keep_their_bytes() -> None:
    """An element is cut out as it was sent: numbers, escapes and white space as they were."""
    page = b'{"orders": [ {"total":1.50,"n":"\\u00e9"} ,{"slash":"a\\/b"}\n]}'
    assert slices(page) == [b'{"total":1.50,"n":"\\u00e9"}', b'{"slash":"a\\/b"}']


@given(st.lists(JSON, max_size=8))
def test_cutting_and_reading_commute(values: list[object]) -> None:
    """Reading the elements one by one gives what reading the page gives."""
    assert [json.loads(part) for part in slices(json.dumps(values).encode())] == values


@pytest.mark.parametrize("page", [b"", b"{}", b"\xff[]", b"[1", b"[{", b"[1 x]", b"[" * 100_000])
def test_what_is_no_list_is_rejected(page: bytes) -> None:
    """A page that is cut off or is no list is not used in part."""
    with pytest.raises(RejectedError):
        slices(page)
