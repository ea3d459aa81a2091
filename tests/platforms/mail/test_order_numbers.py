import pytest

from aftersales.platforms.mail.order_numbers import alias_number, order_number


@pytest.mark.parametrize(
    "text",
    [
        "Order #1001 is broken",
        "order no. 1001",
        "my order number is 1001.",
        "order id: 1001",
        "Re: Bestellung 1001",
        "Ihre Bestellnummer: 1001",
        "Bestellung Nr.1001",
        "Auftrags-Nr. 1001",
        "Meine Bestellung mit der Nummer 1001",
        "commande n° 1001",
        "numéro de commande : 1001",
        "Mi pedido 1001 no ha llegado",
        "il mio ordine n. 1001",
        "mijn bestelling 1001",
        "注文番号 1001 について",
        "ご注文番号:１００１",
        "订单号:1001",
        "我的订单1001还没到",
        "訂單編號是1001",
        "주문번호 1001",
        "#1001?",
    ],
)
def test_a_number_is_found_as_customers_write_it(text: str) -> None:
    """In each language of the shop, with labels, signs and full-width digits."""
    assert order_number([text]) == "1001"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("about 114-2962899-5762619, order 1001", "114-2962899-5762619"),
        ("#AUR1001", "AUR1001"),
        ("order WC-1001", "WC-1001"),
    ],
)
def test_a_number_keeps_its_own_form(text: str, number: str) -> None:
    """Amazon's 3-7-7 goes before all else; letters that a shop puts before the digits belong to the number."""
    assert order_number([text]) == number


@pytest.mark.parametrize(
    "text",
    [
        "order from 12 March 2026",
        "I ordered 100 days ago",
        "order 250 EUR",
        "order 2026-03-01",
        "the order is 300 days late",
        "call 0049 170 1234567",
        "reorder 5000",
        "0114-2962899-57626190",
        "item 1001",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Dates, amounts, days and telephone numbers are no orders: a message must not land in a stranger's case."""
    assert order_number([text]) is None


def test_earlier_texts_go_first() -> None:
    """A number in the subject goes before one in the body."""
    assert order_number(["hello", "order 1002", "order 1003"]) == "1002"


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("care+1001@shop.example", "1001"),
        ("care+order-1001@shop.example", "1001"),
        ("care+114-2962899-5762619@shop.example", "114-2962899-5762619"),
        ("care+news@shop.example", None),
        ("care@shop.example", None),
    ],
)
def test_an_alias_address_carries_a_number(address: str, number: str | None) -> None:
    """What stands behind the plus sign is the order that the mail belongs to, if it is a number."""
    assert alias_number([address]) == number
