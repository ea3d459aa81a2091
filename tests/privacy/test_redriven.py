"""Queues cannot be searched for a person: whatever is driven back from one after an erasure brings no word with it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from aftersales.deliveries.envelope import Claim, archive_key
from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery, to_lines
from aftersales.intake.understand import TextMessage, TextOutcome, Understander
from aftersales.platforms.parsers import parser_of
from tests.language.in_memory import InMemoryReader, InMemoryTranslator
from tests.privacy.house import (
    SETTINGS,
    START,
    WORKSPACE,
    House,
    bought,
    house,
    mailed,
    redaction,
    webhook,
)
from tests.privacy.test_erasing import EMAIL, NAME, ORDER, WORD, WORDS

ASKED = mailed("m1", f"{NAME} <{EMAIL}>", f"Order 1001 {WORD}", f"The {WORD} lamp fell apart.")
COMPLAINED = mailed("m7", f"{NAME} <{EMAIL}>", "Hello", f"And it is so {WORD}.")
SHIPPED = {
        "id": 31, "order_id": 6001, "status": "success", "tracking_number": "00340434161094015902", "tracking_company": "DHL",
        "created_at": "2026-11-03T08:00:00Z", "updated_at": "2026-11-03T08:00:00Z", "email": EMAIL,
        "destination": {"name": NAME, "phone": "+49 170 5550199"}, "line_items": [],
}  # fmt: skip
SENT = webhook("fulfillments/update", SHIPPED)
SENT_AGAIN = webhook("fulfillments/create", SHIPPED | {"id": 32, "tracking_number": "00340434161094015999"})


FAILED = webhook("orders/updated", {"id": 6001, "note": f"{NAME} called"})


def stumbling(_: RawDelivery) -> Parsed:
    """A parser with a mistake of ours."""
    raise KeyError("mistake")


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house after the first walk of an errand: one delivery is known, others still wait among the dead letters."""
    with house(tmp_path_factory.mktemp("house")) as home:
        home.ingest(bought(1001, NAME, EMAIL), ASKED, SENT)
        assert home.take_in(FAILED, parse=stumbling).failed == ["0"]
        assert home.places_with(f"{NAME} called")
        home.ingest(redaction([6001], EMAIL, 1701))
        home.now = START + timedelta(days=5)
        home.app.erase(WORKSPACE)
        yield home


@pytest.mark.parametrize(
    "delivery",
    [ASKED, COMPLAINED, SENT, SENT_AGAIN],
    ids=["known", "never seen", "of no personal field", "a new parcel"],
)
def test_a_redriven_delivery_brings_no_word_back(erased: House, delivery: RawDelivery) -> None:
    """Neither into the table nor into the archive, though its bytes are archived before they are read."""
    erased.ingest(delivery)
    assert erased.left_with(*WORDS) == []


def test_a_dead_letter_that_fails_again_brings_no_word_back(erased: House) -> None:
    """Our mistake may not be mended yet: the very bytes that were erased are known, and are not archived before they are read."""
    assert erased.take_in(FAILED, parse=stumbling).failed == ["0"]
    assert erased.left_with(*WORDS) == []


def test_no_other_dead_letter_is_archived_along(erased: House) -> None:
    """Of two that come back in one batch, one is kept without its words; the other states nothing and leaves nothing."""
    erased.ingest(bought(1001, NAME, EMAIL), FAILED)
    assert erased.left_with(*WORDS) == []


def test_what_an_erased_delivery_states_of_others_can_be_replayed(erased: House) -> None:
    """Read at last, after our mistake was mended, it may tell of somebody else: that is archived without the bytes."""
    other = "corge@corge.example"
    told = parser_of("shopify")(bought(1009, "C. Corge", other))
    assert erased.take_in(FAILED, parse=lambda _: told).failed == []
    assert [place for place in erased.places_with(other) if place.startswith("raw/")]
    assert erased.left_with(*WORDS) == []


def test_what_comes_again_by_claim_leaves_the_archive(erased: House) -> None:
    """A file that is imported again, or a delivery too large for the queue, lies in the archive before anybody looks at it."""
    key = archive_key(WORKSPACE, "shopify", "2026-11-04", "import-again")
    erased.archive.put(key, to_lines([FAILED, bought(1001, NAME, EMAIL)]))
    assert erased.take_in(Claim(key)).failed == []
    assert erased.left_with(*WORDS) == []


def test_a_redriven_text_is_silent(erased: House) -> None:
    """Its message names a fact that has no words any more: nothing is read, remembered or stored."""
    said = next(
        one for one in erased.dossiers.dossier(WORKSPACE, ORDER, SETTINGS).facts if one.type == "message"
    )
    reader = InMemoryReader()
    worker = Understander(
        reader=reader, translator=InMemoryTranslator(), store=erased.dossiers, settings_of=lambda _: SETTINGS,
        clock=lambda: erased.now,
    )  # fmt: skip
    result = worker.understand([TextMessage("m", WORKSPACE, said.home, said.id, closely=True)])
    assert (result.outcomes, reader.read_texts) == ({TextOutcome.SILENT: 1}, [])
    assert erased.left_with(*WORDS) == []
