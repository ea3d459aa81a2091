import pytest

from aftersales.customers.identity import customer_key
from aftersales.platforms.mail.parser import parse
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor
from aftersales.records.message import Author
from tests.platforms.mail.building import OWN, delivery, message, mime


def test_a_customers_mail_is_a_message() -> None:
    """Sender, subject, words and time; the customer is known by a hash of the address, the same as in orders."""
    found = message(mime("The lamp is broken."))
    assert (found.author, found.subject, found.text) == (Author.CUSTOMER, "A question", "The lamp is broken.")
    assert (found.customer, found.customer_name) == (customer_key("shop", email="ann@buyer.example"), "Ann")
    assert found.sent_at.isoformat() == "2026-03-02T10:00:00+00:00"
    assert found.address == "ann@buyer.example"


def test_an_answer_goes_where_the_mail_asks_for_it() -> None:
    """One address in Reply-To is taken; ours, or several, lead back to the sender, and our own answers ask for none."""
    assert message(mime(Reply_To="Ann <ann.home@buyer.example>")).address == "ann.home@buyer.example"
    for asked in (OWN, "a@buyer.example, b@buyer.example"):
        assert message(mime(Reply_To=asked)).address == "ann@buyer.example"
    assert message(mime(From=OWN, To="bob@buyer.example")).address is None


@pytest.mark.parametrize(
    "odd",
    [
        b"<=?utf-8?q?a=0Ab?=@x.example>",
        b"=?utf-8?q?a=2C=20v=40z=2Eexample?=@x.example",
        b'"a, victim@z.example, b"@x.example',
        b"a\x00@x.example",
        b"\xff@x.example",
    ],
)
def test_nobody_is_answered_at_an_address_that_is_none(odd: bytes) -> None:
    """Quoted, encoded or broken addresses lead back to the sender, and whatever bytes stand there, the mail is kept."""
    got = message(b"Reply-To: " + odd + b"\r\nIn-Reply-To: <" + odd + b">\r\n" + mime())
    assert got.address == "ann@buyer.example"
    assert got.model_dump_json()


@pytest.mark.parametrize("head", [b"From", b"Sender"])
def test_a_mail_from_an_odd_address_is_kept(head: bytes) -> None:
    """It has no address that could be answered, or no colleague, but it is read."""
    raw = mime(From="" if head == b"From" else OWN, To="bob@buyer.example")
    got = message(head + b": <\xff\xfe@shop.example>\r\n" + raw)
    assert (got.address, got.member) == (None, None)
    assert got.model_dump_json()


@pytest.mark.parametrize("sender", [OWN, "Care <CARE@shop.example>", "care+1001@shop.example"])
def test_mail_from_our_own_address_is_an_answer(sender: str) -> None:
    """Letter case and alias make no difference; the customer is the one it goes to."""
    (observation,) = parse(delivery(mime(From=sender, To=f"{OWN}, bob@buyer.example"))).observations
    assert observation.actor is Actor.AGENT
    assert observation.record.model_dump()["customer"] == customer_key("shop", email="bob@buyer.example")


def test_the_colleague_who_wrote_for_the_shop_is_known() -> None:
    """Sender names the person behind a shared mailbox; a stranger there, or in a customer's mail, is nobody of ours."""
    answer = {"From": OWN, "To": "bob@buyer.example"}
    assert message(mime(**answer, Sender="Jo <Jo@shop.example>")).member == "jo@shop.example"
    assert message(mime(**answer, Sender=OWN)).member is None
    assert message(mime(**answer, Sender="jo@elsewhere.example")).member is None
    assert message(mime(Sender="jo@shop.example")).member is None


def test_a_conversation_is_named_by_its_first_mail() -> None:
    """Every later mail names the first one first among its references; the first names itself."""
    first = message(mime())
    reply = message(mime(Message_ID="<m2@shop.example>", From=OWN, In_Reply_To="<m1@buyer.example>"))
    later = message(
        mime(
            Message_ID="<m3@x>",
            References="<m1@buyer.example>\r\n <m2@shop.example>",
            In_Reply_To="<m2@shop.example>",
        )
    )
    assert first.thread == reply.thread == later.thread == "m1@buyer.example"
    assert later.reply_to == "m2@shop.example"


def test_an_order_number_is_found_in_subject_words_or_alias() -> None:
    """The alias address goes before the subject, the subject before the body, the body before what it quotes."""
    assert message(mime("about order 1002", Subject="Re: Order #1001")).order_number == "1001"
    assert message(mime("about order 1002")).order_number == "1002"
    assert message(mime("thanks\n\n> your order 1003")).order_number == "1003"
    assert message(mime("order 1002", To="care+1004@shop.example")).order_number == "1004"
    assert message(mime("order 1002"), recipient="care+1005@shop.example").order_number == "1005"
    assert message(mime("order 1002", To="ann+1006@buyer.example")).order_number == "1002"


def test_a_message_with_an_order_brings_its_conversation_along() -> None:
    """It lives under the number and announces its thread, so that replies without the number join the same dossier."""
    found = message(mime(Subject="Order 1001"))
    assert (found.home, [*found.aliases]) == ("number:shop/1001", ["thread:shop/m1@buyer.example"])


def test_amazons_relay_frames_the_buyers_words() -> None:
    """Between the marked lines speaks the buyer; the order number stands in Amazon's own lines."""
    text = (
        "You have received a message.\n\nOrder ID 114-2962899-5762619:\n1 of Lamp\n\nMessage:\n\n"
        "------------- Begin message -------------\n\nWhere is it?\n\n------------- End message -------------\n\n"
        "Was this helpful?"
    )
    found = message(
        mime(text, From="Ann - Amazon Marketplace <a1b2@marketplace.amazon.co.uk>", Precedence="bulk")
    )
    assert (found.author, found.text, found.order_number) == (
        Author.CUSTOMER,
        "Where is it?",
        "114-2962899-5762619",
    )


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("", "2026-03-02T10:00:30+00:00"),
        ("yesterday", "2026-03-02T10:00:30+00:00"),
        ("Mon, 02 Mar 2099 10:00:00 +0000", "2026-03-02T10:00:30+00:00"),
        ("Mon, 02 Mar 1969 10:00:00 +0000", "2026-03-02T10:00:30+00:00"),
        ("Mon, 02 Mar 2026 09:00:00 -0000", "2026-03-02T09:00:00+00:00"),
    ],
)
def test_a_clock_that_cannot_be_right_is_not_believed(date: str, expected: str) -> None:
    """A missing, broken or future date gives way to the time of arrival, which is kept with the mail."""
    assert message(mime(Date=date)).sent_at.isoformat() == expected


def test_ids_of_strangers_are_bounded() -> None:
    """Ids become keys: a long or odd one is replaced by its hash, a missing one by a hash of the mail."""
    long = message(mime(Message_ID=f"<{'x' * 400}@a>"))
    odd = message(mime(Message_ID="<a#b@c>"))
    none = message(mime(Message_ID=""))
    assert all(len(found.key) < 60 and "#" not in found.key for found in (long, odd, none))
    assert none.key == message(mime(Message_ID="")).key
    assert none.key == none.thread


def test_mail_that_only_pretends_to_be_ours_is_left_out() -> None:
    """A forged answer would stop the clock of a customer who waits."""
    forged = mime(
        From=OWN, Authentication_Results="amazonses.com; spf=fail; dkim=none; dmarc=fail header.from=shop"
    )
    assert parse(delivery(forged)).ignored == "sender_is_forged"
    honest = mime(From=OWN, Authentication_Results="amazonses.com; spf=pass; dkim=pass; dmarc=pass")
    assert message(honest).author is Author.AGENT


def test_a_virus_is_left_out() -> None:
    """The mail service's verdict is taken for granted."""
    assert parse(delivery(mime(X_SES_Virus_Verdict="FAIL"))).ignored == "virus_found"


@pytest.mark.parametrize("body", [b"", b"\r\n\r\nhello", mime(From="")])
def test_what_is_no_mail_is_rejected(body: bytes) -> None:
    """Without a sender nobody could be answered."""
    with pytest.raises(RejectedError):
        parse(delivery(body))


def test_long_texts_are_kept_whole() -> None:
    """A text of 6 KB has not a word less; beyond what an item of the table holds it is cut, and the archive has it whole."""
    text = "word " * 1200 + "end"
    assert message(mime(text)).text == text
    assert len(message(mime("x" * 500_000)).text) == 60_000
