from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.platforms.amazon.parser import parse
from aftersales.platforms.amazon.pieces import pieces
from aftersales.platforms.amazon.tabular import rows
from tests.platforms.amazon.building import delivery, sample

REPORTS = {
    "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA": "report_fba_returns.tsv",
    "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE": "report_seller_returns.tsv",
    "GET_SELLER_FEEDBACK_DATA": "report_seller_feedback.tsv",
    "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA": "report_fba_replacements.tsv",
}


def test_a_file_in_pieces_says_what_it_says_whole() -> None:
    """Observations, and rejected rows with their numbers in the whole file, are the same either way."""
    for name, file in REPORTS.items():
        body = sample(file)
        whole = parse(delivery(name, body))
        parts = [delivery(name, part, **_plain(headers)) for part, headers, _ in pieces(name, body, {})]
        found = [parse(part) for part in parts]
        assert {one for part in found for one in part.observations} == set(whole.observations)
        assert sorted(one for part in found for one in part.rejected) == sorted(whole.rejected)


def test_a_piece_counts_its_rows() -> None:
    """No row is lost between file and pieces."""
    name = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
    assert sum(count for _, _, count in pieces(name, sample(REPORTS[name]), {})) == 7


@settings(max_examples=40)
@given(st.lists(st.integers(0, 120), min_size=1, max_size=300))
def test_the_rows_of_one_order_stay_together(orders: list[int]) -> None:
    """However rows are mixed, no order is spread over two pieces: its units are counted within one."""
    lines = [f"2026-01-01\t{order}\tS\t1\tDEFECTIVE" for order in orders]
    body = "\n".join(["return-date\torder-id\tsku\tquantity\treason", *lines]).encode()
    seen: list[set[str]] = [
        {row.get("orderid") for row in rows(part.decode(), "orderid")}
        for part, _, _ in pieces("GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA", body, {})
    ]
    assert sum(len(some) for some in seen) == len(set(orders))


def _plain(headers: object) -> dict[str, str]:
    assert isinstance(headers, dict)
    return {key.replace("-", "_"): value for key, value in headers.items()}
