"""Facts: the append-only log that everything else is folded from."""

from enum import StrEnum
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from aftersales.records.action import Action
from aftersales.records.after_sales import Claim, PrivacyRequest, Refund, Replacement, Return, Review
from aftersales.records.cost import CarrierClaim, Cost
from aftersales.records.exchange_rate import ExchangeRate
from aftersales.records.message import Message
from aftersales.records.order import Order
from aftersales.records.parcel import Parcel
from aftersales.records.recommendation import Recommendation
from aftersales.records.record import Instant, Record, WorkspaceId
from aftersales.records.reply import Rendering, Reply
from aftersales.records.same_customer import SameCustomer
from aftersales.records.survey import Survey, SurveyAnswer
from aftersales.records.understanding import Understanding

AnyRecord = Annotated[
    Order
    | Parcel
    | Refund
    | Return
    | Replacement
    | Claim
    | Review
    | Cost
    | CarrierClaim
    | ExchangeRate
    | SameCustomer
    | Message
    | PrivacyRequest
    | Understanding
    | Rendering
    | Reply
    | Recommendation
    | Survey
    | SurveyAnswer
    | Action,
    Field(discriminator="kind"),
]


class Actor(StrEnum):
    """Who caused a fact."""

    CUSTOMER = "customer"
    AGENT = "agent"
    PLATFORM = "platform"
    CARRIER = "carrier"
    SYSTEM = "system"


class Observation(Record):
    """What a parser read in a delivery: a record, when it became true and in which version.

    `version` orders states of one entity as text (bigger is newer), e.g. the platform's `updated_at` in UTC ISO form. `stated_as`
    is the id of the fact that was known before its words were erased: without them it no longer follows from the content.
    """

    record: AnyRecord
    occurred_at: Instant
    version: str
    actor: Actor
    stated_as: str | None = None


class Fact(Record):
    """One thing that became known once; `id` follows from the platform's own ids and content alone."""

    id: str
    workspace: WorkspaceId
    connection: str
    platform: str
    occurred_at: Instant
    ingested_at: Instant
    version: str
    actor: Actor
    record: AnyRecord

    @property
    def type(self) -> str:
        """The kind of record that the fact states."""
        return self.record.kind

    @property
    def home(self) -> str:
        """The partition that the fact lives in."""
        return self.record.home

    @property
    def entity(self) -> str:
        """The thing that the fact is about, unique within the workspace."""
        return f"{self.record.kind}:{self.record.store}/{self.record.key}"


def fact_id(observation: Observation) -> str:
    """Derive the id: entity, version, and a digest of the content, so that equal states are one fact.

    Fields at their defaults are left out of the digest: a record may gain a field without a known fact becoming a new one.
    """
    if observation.stated_as is not None:
        return observation.stated_as
    record = observation.record
    digest = sha256(record.model_dump_json(exclude_defaults=True).encode()).hexdigest()[:12]
    return f"{record.kind}:{record.store}/{record.key}@{observation.version}~{digest}"


def to_fact(
    observation: Observation, *, workspace: str, connection: str, platform: str, ingested_at: Instant
) -> Fact:
    """Make the fact that an observation states."""
    return Fact(
        id=fact_id(observation),
        workspace=workspace,
        connection=connection,
        platform=platform,
        occurred_at=observation.occurred_at,
        ingested_at=ingested_at,
        version=observation.version,
        actor=observation.actor,
        record=observation.record,
    )
