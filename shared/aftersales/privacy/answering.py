"""What a person is told who handles a request: what is known of the customer, and a copy of it to hand out."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from aftersales.cases.stores import DossierStore
from aftersales.privacy.finding import find_by_index
from aftersales.privacy.ordering import begins_at
from aftersales.privacy.person import Person
from aftersales.privacy.stores import ErasureStore
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.erasure import PIECES, Erasure
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Fact
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings

COUNTED = ("order", "message", "review", "return", "refund", "reply")
_OURS = frozenset({"member", "author", "reviewer", "owner", "agent"})
"""Fields that name colleagues: a customer's copy is about the customer."""
_ABOUT_THEM = frozenset(
    {"order", "parcel", "refund", "return", "replacement", "claim", "message", "review", "understanding"}
    | {"survey", "survey_answer", "privacy_request"}
)
_READ_ME = """这个压缩包里是我们保存的、与您有关的全部资料。data.json 按时间列出每一条记录：来源平台、时间和内容。

This archive holds everything that we keep about you. data.json lists every record by time: its platform, its time, its contents.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a request stands: the request, what was found by kind (orders, messages …), when it begins by itself, its errand."""

    request: PrivacyRequest
    found: Mapping[str, int]
    begins_at: Instant | None
    erasure: Erasure | None
    pieces: int = PIECES


def standing(
    erasures: ErasureStore, dossiers: DossierStore, request: PrivacyRequest, settings: Settings
) -> Standing:
    """Return how a request stands; a shop's contents are not counted before they are erased."""
    errand = erasures.erasure(settings.workspace, request.home)
    found: Mapping[str, int] = {}
    if errand is None and request.form != "erase_shop":
        entities = {fact.entity: fact.type for fact in _facts(erasures, dossiers, request, settings)}
        counts = Counter(entities.values())
        found = {kind: counts[kind] for kind in COUNTED if counts[kind]}
    return Standing(request=request, found=found, begins_at=begins_at(request, settings), erasure=errand)


def copy_of(
    erasures: ErasureStore, dossiers: DossierStore, request: PrivacyRequest, settings: Settings
) -> bytes:
    """Return a ZIP of everything about a customer, as JSON; RejectedError `nothing_to_hand_out` for a shop."""
    if request.form == "erase_shop":
        raise RejectedError("nothing_to_hand_out")
    facts = [fact for fact in _facts(erasures, dossiers, request, settings) if fact.type in _ABOUT_THEM]
    told = [
        {
            "platform": fact.platform,
            "at": fact.occurred_at.isoformat(),
            "record": _without_us(fact),
        }
        for fact in facts
    ]
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in (
            ("README.txt", _READ_ME),
            ("data.json", json.dumps(told, ensure_ascii=False, indent=1)),
        ):
            # A fixed time: the same data give the same bytes.
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
    return out.getvalue()


def _without_us(fact: Fact) -> dict[str, object]:
    values: dict[str, object] = fact.record.model_dump(mode="json", exclude_none=True)
    keeps_author = fact.type == "review"
    return {
        name: value
        for name, value in values.items()
        if name not in _OURS or (keeps_author and name == "author")
    }


def _facts(
    erasures: ErasureStore, dossiers: DossierStore, request: PrivacyRequest, settings: Settings
) -> Sequence[Fact]:
    person = find_by_index(erasures, dossiers, request, settings, Person())
    found: dict[str, Fact] = {}
    for home in person.seeds:
        found.update({fact.id: fact for fact in dossiers.dossier(settings.workspace, home, settings).facts})
    return sorted(found.values(), key=lambda fact: (fact.occurred_at, fact.id))
