import pytest

from aftersales.records.message import Author
from tests.platforms.mail.building import OWN, message, mime


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; by=x"},
        {"Return_Path": "<>"},
        {"Precedence": "bulk"},
        {"List_Unsubscribe": "<mailto:x@y>"},
        {"X_Autoreply": "yes"},
        {"From": "MAILER-DAEMON@mx.example"},
        {"From": "no-reply@shopify.example"},
        {"From": "seller-notification@amazon.example"},
        {"Content_Type": 'multipart/report; boundary="b"'},
        {"Subject": "Automatic reply: Your order"},
        {"Subject": "Abwesenheitsnotiz: Bestellung"},
        {"Subject": "=?utf-8?b?6Ieq5YuV6L+U5L+h?="},
        {"Subject": "自动回复: 订单"},
        {"Subject": "Réponse automatique : commande"},
        {"From": OWN, "Auto_Submitted": "auto-replied"},
    ],
)
def test_machines_are_told_by_their_marks(headers: dict[str, str]) -> None:
    """Auto-replies (ours too), bounces, newsletters and platform notices open no case and stop no clock."""
    assert message(mime(**headers)).author is Author.MACHINE
    assert message(mime(**headers)).customer is None


def test_our_own_machine_answers_by_a_rule() -> None:
    """An automatic mail from our address is the shop's own receipt; one from elsewhere is no doing of ours."""
    ours = message(mime(From=OWN, Auto_Submitted="auto-replied"))
    theirs = message(mime(Auto_Submitted="auto-replied"))
    assert (ours.automation, theirs.automation) == ("rule", None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"X_Auto_Response_Suppress": "All"},
        {"Subject": "Your reply was not automatic"},
        {"From": "Noreen <noreen@buyer.example>"},
        {"From": "x@marketplace.amazon.de", "List_Unsubscribe": "<x>", "Precedence": "bulk"},
    ],
)
def test_people_are_not_taken_for_machines(headers: dict[str, str]) -> None:
    """Exchange puts X-Auto-Response-Suppress on people's mail too, and a relay may add the headers of a list."""
    assert message(mime(**headers)).author is Author.CUSTOMER
