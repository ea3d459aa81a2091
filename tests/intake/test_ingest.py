"""Deliveries become facts and cases once, and what cannot be used is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from aftersales.deliveries.envelope import Claim, open_envelope
from aftersales.deliveries.parsed import Parse, Parsed
from aftersales.deliveries.raw import RawDelivery, from_lines, to_lines
from aftersales.deliveries.webhook import Outcome
from aftersales.intake.batch import QueueMessage, ingest_batch
from aftersales.intake.ingest import Source, ingest
from aftersales.records.erasure import Mark
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.fact import Actor, Observation
from aftersales.records.message import Message
from aftersales.records.order import Order
from aftersales.records.workspace import Settings
from tests.cases.building import SETTINGS, at, message, order
from tests.cases.in_memory import InMemoryDossierStore
from tests.intake.in_memory import InMemoryDeliveryLog, InMemoryTextQueue, nothing_erased


class InMemoryArchive:
    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put(self, key: str, data: bytes) -> None:
        self.objects[key] = data

    def get(self, key: str) -> bytes:
        if key not in self.objects:
            raise UnavailableError("archive", "gone")
        return self.objects[key]


def raw(body: bytes, name: str = "orders/create") -> RawDelivery:
    """A delivery with the given body."""
    return RawDelivery(
        workspace="w",
        connection="shop",
        platform="test",
        store="shop",
        channel="webhook",
        name=name,
        received_at="2026-03-02T09:00:00+00:00",
        body=body,
    )


def parse(delivery: RawDelivery) -> Parsed:
    """A platform of three words: order, message, noise; anything else is refused, and 'bug' is a bug."""
    if delivery.body == b"noise":
        return Parsed(ignored="not_for_us")
    if delivery.body == b"hint":
        return Parsed(ignored="names what a poll fetches", is_hint=True)
    if delivery.body == b"file":
        good = Observation(record=order(), occurred_at=at(0), version="1", actor=Actor.PLATFORM)
        return Parsed((good,), rejected=("row 3: bad_date", "row 9: no_quantity"))
    if delivery.body == b"bug":
        raise ZeroDivisionError
    records: dict[bytes, Order | Message] = {b"order": order(), b"message": message(5)}
    if delivery.body not in records:
        raise RejectedError("unreadable")
    record = records[delivery.body]
    return Parsed((Observation(record=record, occurred_at=at(0), version="1", actor=Actor.PLATFORM),))


def parser_of(_platform: str) -> Parse:
    """The one parser of these tests."""
    return parse


def settings_of(_workspace: str) -> Settings:
    """The same settings for everyone."""
    return SETTINGS


class House:
    def __init__(self) -> None:
        self.store = InMemoryDossierStore()
        self.texts = InMemoryTextQueue()
        self.log = InMemoryDeliveryLog()
        self.archive = InMemoryArchive()
        self.hastened: list[tuple[str, ...]] = []

    def ingest(self, sources: Sequence[Source]) -> Mapping[Outcome, int]:
        return ingest(
            sources,
            now=at(20),
            parser_of=parser_of,
            settings_of=settings_of,
            store=self.store,
            texts=self.texts,
            log=self.log,
            hasten=lambda *connection: self.hastened.append(connection),
            rewrite=self.archive.put,
        )

    def batch(self, *bodies: bytes) -> tuple[list[str], Counter[Outcome]]:
        messages = [QueueMessage(str(index), raw(body).to_json()) for index, body in enumerate(bodies)]
        result = ingest_batch(messages, archive=self.archive, ingest=self.ingest, erased=nothing_erased)
        return result.failed, result.outcomes


def test_a_delivery_is_stored_once_and_then_repeated() -> None:
    """The second time the same bytes arrive they are counted as repeated and have no effect."""
    house = House()
    assert house.batch(b"order") == ([], Counter({Outcome.STORED: 1}))
    before = len(house.store)
    assert house.batch(b"order") == ([], Counter({Outcome.REPEATED: 1}))
    assert len(house.store) == before


def test_fifty_copies_in_one_batch_have_one_effect() -> None:
    """Within a batch, too, one copy is stored and the others are repeated."""
    house = House()
    assert house.batch(*[b"order"] * 50) == ([], Counter({Outcome.STORED: 1, Outcome.REPEATED: 49}))


def test_rejected_and_ignored_deliveries_are_counted_and_rejected_ones_kept() -> None:
    """Nothing is lost: the reason is kept and the archived bytes can be found again."""
    house = House()
    assert house.batch(b"noise", b"garbage", b"order")[1] == {
        Outcome.IGNORED: 1,
        Outcome.REJECTED: 1,
        Outcome.STORED: 1,
    }
    (rejection,) = house.log.rejections("w", 9)
    assert rejection.reason == "unreadable"
    assert b"garbage" in {one.body for one in from_lines(house.archive.get(rejection.archive))}
    (counts,) = house.log.counts("w")
    assert (counts.stored, counts.ignored, counts.rejected) == (1, 1, 1)


def test_a_hint_lets_its_connection_be_asked_soon_once_a_batch() -> None:
    """A platform that only says that there is something new is asked for it; the hint itself is counted as ignored."""
    house = House()
    assert house.batch(b"hint", b"hint", b"order")[1] == {Outcome.IGNORED: 2, Outcome.STORED: 1}
    assert house.hastened == [("w", "shop")]


def test_bad_rows_of_a_file_are_kept_while_good_ones_are_stored() -> None:
    """A file is not lost for a bad row, and no bad row is lost for a good file."""
    house = House()
    assert house.batch(b"file")[1] == {Outcome.STORED: 1}
    assert {one.reason for one in house.log.rejections("w", 9)} == {"row 3: bad_date", "row 9: no_quantity"}


def test_a_bug_on_one_message_hands_back_only_that_message() -> None:
    """The good messages of a batch do not suffer from a bad one."""
    house = House()
    failed, outcomes = house.batch(b"order", b"bug", b"message")
    assert failed == ["1"]
    assert outcomes[Outcome.STORED] == 2


def test_raw_bytes_are_archived_before_anything_else() -> None:
    """I4: even a delivery that fails is in the archive, by workspace, platform and day."""
    house = House()
    house.batch(b"bug")
    assert [key.rsplit("/", 1)[0] for key in house.archive.objects] == ["raw/w/test/2026-03-02"]


def test_a_claim_is_fetched_and_a_missing_object_goes_back_to_the_queue() -> None:
    """A claim stands for all deliveries of its archive object."""
    house = House()
    house.archive.put("raw/w/test/x.jsonl", to_lines([raw(b"order"), raw(b"message")]))
    messages = [
        QueueMessage("a", Claim("raw/w/test/x.jsonl").to_json()),
        QueueMessage("b", Claim("gone").to_json()),
    ]
    result = ingest_batch(messages, archive=house.archive, ingest=house.ingest, erased=nothing_erased)
    assert result.failed == ["b"]
    assert result.outcomes == {Outcome.STORED: 2}


class _Asked(dict[tuple[str, str], Mark]):
    """Marks that remember which of them were looked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        self.names.append(key[1])
        return super().get(key, default)


def test_marks_are_read_once_a_batch() -> None:
    """What may be kept is asked when it is stored, and not again for the queue of texts and the archive."""
    house = House()
    house.store.marks = asked = _Asked()
    house.batch(b"message")
    assert asked.names
    assert len(asked.names) == len(set(asked.names))


def test_only_customers_words_go_to_be_read() -> None:
    """An order has nothing to read; a customer's message has."""
    house = House()
    house.batch(b"order", b"message")
    assert [fact.type for fact in house.texts.sent] == ["message"]


@pytest.mark.parametrize("body", [b"", b"\x00\xff", "héllo €".encode(), b"{}\r\n"])
def test_every_byte_survives_queue_and_archive(body: bytes) -> None:
    """Signatures and replays need the very bytes that came."""
    delivery = raw(body)
    assert open_envelope(delivery.to_json()) == delivery
    assert from_lines(to_lines([delivery, delivery])) == [delivery, delivery]
