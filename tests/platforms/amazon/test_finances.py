from typing import Any

from aftersales.platforms.amazon.parser import parse
from aftersales.records.after_sales import Claim, ClaimStatus, Refund, RefundStatus
from tests.platforms.amazon.building import delivery

ORDER = "111-0000000-0000001"
POSTED = "2026-03-05T12:00:00Z"


def _transaction(**changes: Any) -> dict[str, Any]:
    return {
        "transactionType": "Refund",
        "transactionStatus": "RELEASED",
        "postedDate": POSTED,
        "totalAmount": {"currencyAmount": -17.5, "currencyCode": "EUR"},
        "relatedIdentifiers": [
            {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": ORDER},
        ],
        **changes,
    }


def _event(**changes: Any) -> dict[str, Any]:
    adjustment = {
        "SellerSKU": "S",
        "QuantityShipped": 1,
        "ItemChargeAdjustmentList": [
            {"ChargeType": "Principal", "ChargeAmount": {"CurrencyCode": "EUR", "CurrencyAmount": -19.99}},
            {"ChargeType": "ShippingCharge", "ChargeAmount": {"CurrencyCode": "EUR", "CurrencyAmount": -3.1}},
        ],
        "ItemFeeAdjustmentList": [
            {"FeeType": "Commission", "FeeAmount": {"CurrencyCode": "EUR", "CurrencyAmount": 2.4}}
        ],
    }
    return {
        "AmazonOrderId": ORDER,
        "PostedDate": POSTED,
        "ShipmentItemAdjustmentList": [adjustment],
        **changes,
    }


def _of_transactions(*found: dict[str, Any]) -> list[Any]:
    parsed = parse(delivery("finances2024", {"payload": {"transactions": list(found)}}))
    return [one.record for one in parsed.observations]


def _of_events(**lists: Any) -> list[Any]:
    parsed = parse(delivery("financesV0", {"payload": {"FinancialEvents": lists}}))
    return [one.record for one in parsed.observations]


def test_numbers_are_exact_money() -> None:
    """Finances sends JSON numbers where Orders sends text; neither goes through a float."""
    (refund,) = _of_transactions(_transaction(totalAmount={"currencyAmount": -0.29, "currencyCode": "EUR"}))
    assert isinstance(refund, Refund)
    assert (refund.total.minor, refund.order, refund.status) == (29, ORDER, RefundStatus.SETTLED)


def test_fees_given_back_to_the_seller_are_no_refund_to_the_buyer() -> None:
    """The total is net of fees; where the parts are told, the buyer's share is the sum of the others."""
    parts = [
        {"breakdownType": "Sales", "breakdownAmount": {"currencyAmount": -19.99, "currencyCode": "EUR"}},
        {"breakdownType": "AmazonFees", "breakdownAmount": {"currencyAmount": 2.49, "currencyCode": "EUR"}},
    ]
    (refund,) = _of_transactions(_transaction(breakdowns=parts))
    assert refund.total.minor == 1999
    (older,) = _of_events(RefundEventList=[_event()])
    assert (older.total.minor, older.goods.minor) == (2309, 1999)


def test_the_same_refund_of_both_apis_is_one() -> None:
    """Neither names the other's id, so order and moment are the key."""
    (new,), (old,) = _of_transactions(_transaction()), _of_events(RefundEventList=[_event()])
    assert new.key == old.key


def test_a_deferred_refund_is_not_settled() -> None:
    """Money that Amazon still holds back has not moved; its release is the newer state."""
    body = {"payload": {"transactions": [_transaction(transactionStatus="DEFERRED"), _transaction()]}}
    held, released = parse(delivery("finances2024", body)).observations
    assert isinstance(held.record, Refund)
    assert held.record.status is RefundStatus.PENDING
    assert held.version < released.version


def test_other_transactions_are_no_refunds() -> None:
    """Shipments, fees and transfers are left out."""
    assert _of_transactions(_transaction(transactionType="Shipment"), _transaction(totalAmount=None)) == []


def test_granted_claims_and_chargebacks_are_lost_claims() -> None:
    """The older lists hold money taken from the seller for an A-to-z claim or a chargeback."""
    a_to_z, chargeback = _of_events(GuaranteeClaimEventList=[_event()], ChargebackEventList=[_event()])
    assert isinstance(a_to_z, Claim)
    assert (a_to_z.form, a_to_z.status, a_to_z.key) == ("a_to_z", ClaimStatus.LOST, f"a-to-z-{ORDER}")
    assert chargeback.form == "chargeback"
