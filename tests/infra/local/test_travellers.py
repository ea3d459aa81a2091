"""Four customers in four languages, from the signed request of their shop to the words that a report quotes.

The smoke run does the same on the running system, with its pages and files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import httpx
import pytest

from aftersales.deliveries.prose import prose
from aftersales.deliveries.webhook import Outcome, WebhookRequest
from aftersales.desk.conversation import conversation
from aftersales.engines.embedded import EmbeddedReader
from aftersales.engines.memory import MemoryTranslator
from aftersales.intake.batch import QueueMessage, ingest_batch
from aftersales.intake.door import DoorConfig, receive
from aftersales.intake.ingest import Source, ingest
from aftersales.intake.sending import send
from aftersales.intake.understand import TextMessage, Understander
from aftersales.language.hashing import sentence_hash
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import week
from aftersales.platforms.parsers import parser_of
from aftersales.platforms.registry import check_of
from aftersales.platforms.woocommerce.client import fetch
from aftersales.records.case import Case
from aftersales.records.workspace import Connection, Settings
from infra.local.seller.answering.desk import Desk, credentials
from infra.local.seller.markets import WOO as DEMO_WOO
from infra.local.seller.polling import answer
from infra.local.seller.shapes import World
from infra.local.seller.signing import Signed
from infra.local.travellers import DOMAIN, SHOPIFY, TRAVELLERS, WOO, WOO_ADDRESS, requests, review
from tests.cases.in_memory import InMemoryDossierStore
from tests.intake.door_fakes import InMemoryArchive, InMemoryDoorConfigs, InMemoryQueue
from tests.intake.in_memory import InMemoryDeliveryLog, InMemoryTextQueue, nothing_erased
from tests.lake.in_memory import lake_of
from tests.language.in_memory import InMemoryPhraseMemory

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
WEEK = week("2026-W47", "Asia/Shanghai")
SETTINGS = Settings(workspace="quiet", name="Stille Weberei", language="zh", zone="Asia/Shanghai")
SECRETS = {SHOPIFY: "one secret", WOO: "another secret"}


class House:
    """The road of a customer's words without a cloud: the door, the queues, what stands behind them."""

    def __init__(self) -> None:
        doors = {
            name: DoorConfig(
                workspace="quiet", platform=platform, store=name, secrets=(SECRETS[name],), account=account
            )
            for name, platform, account in ((SHOPIFY, "shopify", DOMAIN), (WOO, "woocommerce", ""))
        }
        self.configs = InMemoryDoorConfigs(doors)
        self.queue, self.archive, self.texts = InMemoryQueue(), InMemoryArchive(), InMemoryTextQueue()
        self.store, self.memory = InMemoryDossierStore(), InMemoryPhraseMemory()
        self.hastened: list[tuple[str, str]] = []

    def knock(self, request: Signed, body: bytes | None = None) -> int:
        """Post a request, or one with another body under the same signature."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        made = WebhookRequest(
            method="POST", headers=headers, body=body or request.body, received_at=NOW.timestamp()
        )
        return receive(
            made,
            request.path.rpartition("/")[2],
            configs=self.configs,
            check_of=check_of,
            queue=self.queue,
            archive=self.archive,
        ).status

    def work(self) -> Mapping[Outcome, int]:
        """Empty the queues."""
        messages = [QueueMessage(str(place), body) for place, body in enumerate(self.queue.messages)]
        self.queue.messages.clear()
        result = ingest_batch(messages, archive=self.archive, ingest=self._ingest, erased=nothing_erased)
        assert result.failed == []
        understander = Understander(
            reader=_reader(),
            translator=MemoryTranslator(self.memory),
            store=self.store,
            settings_of=lambda _: SETTINGS,
            clock=lambda: NOW,
        )
        read = [TextMessage(fact.id, "quiet", fact.home, fact.id) for fact in self.texts.sent]
        self.texts.sent.clear()
        assert understander.understand(read).failed == []
        return result.outcomes

    def _ingest(self, sources: Sequence[Source]) -> Mapping[Outcome, int]:
        return ingest(
            sources,
            now=NOW,
            parser_of=parser_of,
            settings_of=lambda _: SETTINGS,
            store=self.store,
            texts=self.texts,
            log=InMemoryDeliveryLog(),
            hasten=lambda *connection: self.hastened.append(connection),
            rewrite=lambda *_: None,
        )

    def poll(self) -> None:
        """Ask the shop for its reviews, as the schedule does."""
        connection = Connection(
            workspace="quiet", id=WOO, platform="woocommerce", store=WOO, name=WOO, address=WOO_ADDRESS
        )
        world = World(seed=0, start=NOW, end=NOW, orders=(), reviews=(review(TRAVELLERS[3], NOW),))
        desk = Desk(world, lambda: NOW)
        keys = {**credentials(DEMO_WOO, WOO_ADDRESS), "base_url": WOO_ADDRESS}
        with httpx.Client(
            transport=httpx.MockTransport(lambda asked: answer(desk, asked, WOO_ADDRESS))
        ) as http:
            found = fetch(connection, keys, None, NOW + timedelta(minutes=1), http)
        send(found.deliveries, queue=self.queue, archive=self.archive)


@cache
def _reader() -> EmbeddedReader:
    return EmbeddedReader()


@pytest.fixture(scope="module")
def house() -> House:
    """The four have written, and everything that this sets off is done."""
    made = House()
    for traveller in TRAVELLERS:
        for tongue, text in traveller.known.items():
            made.memory.put("quiet", traveller.language, tongue, {sentence_hash(traveller.words): text})
    statuses, forged = [], []
    for place, traveller in enumerate(TRAVELLERS):
        for request in requests(traveller, place, NOW, SECRETS):
            forged.append(made.knock(request, request.body.replace(b"0", b"1", 1)))
            statuses.append(made.knock(request))
    assert (set(statuses), set(forged)) == ({200}, {401})
    assert made.work() == {Outcome.STORED: 6, Outcome.IGNORED: 1}
    assert made.hastened == [("quiet", WOO)]
    made.poll()
    assert made.work()[Outcome.STORED] == 1
    return made


def _case_of(house: House, words: str) -> Case:
    (case,) = [one for one in house.store.all_cases("quiet") if words in one.excerpt]
    return case


def test_each_becomes_a_case_of_the_right_cause(house: House) -> None:
    """Three come in whole with a request for a return. WooCommerce has no topic for reviews: its webhook makes the system look."""
    assert len(house.store.all_cases("quiet")) == len(TRAVELLERS)
    for traveller in TRAVELLERS:
        case = _case_of(house, traveller.words)
        assert (case.cause, case.cause_source, case.language) == (
            traveller.cause,
            "engine",
            traveller.language,
        )


def test_each_is_counted_and_quoted_in_the_reader_s_language(house: House, tmp_path: Path) -> None:
    """The week's causes are these four; each original has the translation that is known beside it, or the word that there is none."""
    lake = lake_of(tmp_path, house.store.facts("quiet"), house.store.all_cases("quiet"), settings=SETTINGS)
    evaluator = Evaluator(
        lake=lake, settings=SETTINGS, as_of=NOW + timedelta(days=7), draw=Random(1).randrange
    )
    shares = {
        one.key: one.numerator for one in evaluator.split("cause_share.by_opened", WEEK, "cause") if one.key
    }
    assert shares == {traveller.cause: 1 for traveller in TRAVELLERS}
    for traveller in TRAVELLERS:
        (quote,) = evaluator.quotes(WEEK, traveller.cause)
        assert quote.text == traveller.words
        for tongue in {"zh", "en"} - {traveller.language}:
            beside = quote.beside(tongue)
            assert (beside.text if beside else None) == traveller.known.get(tongue)
            assert quote.is_strange(tongue) == (tongue not in traveller.known)


HARD = {
    "one character": "?",
    "emoji alone": "😡😡👎🏽👨\u200d👩\u200d👧",
    "right to left": "المقاس صغير جدًا، أريد استرداد المبلغ.",
    "mixed languages": "La talla es too small, bitte 换货 please!",
    "markup": "<script>alert(1)</script> {{ 7*7 }} %(x)s ' OR 1=1; -- viel zu klein",
    "five thousand bytes": ("Das Paket kam beschädigt an. " * 200).encode()[:5000].decode(errors="ignore"),
    "hidden signs": "viel zu\u200b kl\u202eein\u202c\x00",
    "line breaks": "zu klein\r\n\r\nviel\u2028zu klein",
    "no language": "qwrtz plmk 12345 ----",
    "capitals": "THIS IS WAY TOO SMALL, I WANT MY MONEY BACK!!!",
}


def test_hard_texts_arrive_whole_and_are_read(tmp_path: Path) -> None:
    """Emoji, mixed and unknown languages, either direction, one sign or 5,000 bytes, markup: each is a case with its very words."""
    made = House()
    for place, text in enumerate(HARD.values()):
        for request in requests(replace(TRAVELLERS[0], words=text), place, NOW, SECRETS):
            assert made.knock(request) == 200
    made.work()
    cases = made.store.all_cases("quiet")
    turns = {
        turn.body: turn
        for case in cases
        for turn in conversation(made.store.dossier("quiet", case.home, SETTINGS))
    }
    assert set(turns) == {prose(text) for text in HARD.values()}
    assert all(turn.reading for turn in turns.values())
    unknown = {name for name, text in HARD.items() if turns[prose(text)].language is None}
    assert {"one character", "emoji alone", "no language"} <= unknown
    assert turns[prose(HARD["right to left"])].language == "ar"
    lake = lake_of(tmp_path, made.store.facts("quiet"), cases, settings=SETTINGS)
    evaluator = Evaluator(
        lake=lake, settings=SETTINGS, as_of=NOW + timedelta(days=7), draw=Random(1).randrange
    )
    small = {quote.text for quote in evaluator.quotes(WEEK, "size_fit", count=9)}
    assert {prose(HARD["markup"]), "viel zu klein", HARD["capitals"]} <= small
