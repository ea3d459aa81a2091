"""A dossier: everything known about one order (or one conversation, parcel or review that names no order)."""

from aftersales.records.action import Action
from aftersales.records.after_sales import Claim, PrivacyRequest, Refund, Replacement, Return, Review
from aftersales.records.case import Case
from aftersales.records.fact import Fact
from aftersales.records.message import Message
from aftersales.records.order import Order
from aftersales.records.parcel import Parcel
from aftersales.records.record import Record
from aftersales.records.reply import Rendering, Reply
from aftersales.records.understanding import Understanding


class Dossier(Record):
    """The newest state of each record of one dossier, its cases, and the sorted facts they were folded from."""

    workspace: str
    home: str
    order: Order | None = None
    parcels: tuple[Parcel, ...] = ()
    refunds: tuple[Refund, ...] = ()
    returns: tuple[Return, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    claims: tuple[Claim, ...] = ()
    reviews: tuple[Review, ...] = ()
    messages: tuple[Message, ...] = ()
    privacy_requests: tuple[PrivacyRequest, ...] = ()
    understandings: tuple[Understanding, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    replies: tuple[Reply, ...] = ()
    actions: tuple[Action, ...] = ()
    cases: tuple[Case, ...] = ()
    facts: tuple[Fact, ...] = ()

    def understanding_of(self, entity: str) -> Understanding | None:
        """Return the labels of the text held by `entity` (e.g. `message:shop/<id>`), the newest engine version first."""
        found = [labels for labels in self.understandings if labels.about == entity]
        return max(found, key=lambda labels: (labels.engine_version, labels.key), default=None)
