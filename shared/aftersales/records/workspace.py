"""What a seller organisation sets for itself: settings, connections, members."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from aftersales.records.alert_rule import AlertRule
from aftersales.records.bundle import Bundle
from aftersales.records.calendar import Calendar
from aftersales.records.money import Money
from aftersales.records.record import Instant, Record, WorkspaceId
from aftersales.records.target import ServiceTarget
from aftersales.records.taxonomy import OwnCause


class Settings(Record):
    """The rules of one workspace.

    Durations are hours or days as named; money thresholds are minor units by currency; `language_budget_cents` is what paid text
    engines may cost in a month, in US cents; `review_pages` are addresses by store where customers of own shops can write a review.
    `suppliers` are SKUs by the name of who makes them.
    Texts whose cause the engine is less sure of than `review_below` wait for a person; answers in a language outside
    `languages_sent_unreviewed` need a translator's approval. `own_causes` are the seller's own leaves of the tree of causes,
    `causes_version` counts its changes. Money of all currencies is told in `reporting_currency`. A minute of
    work costs `labour_minute`, a case `tools_per_case`; None means that nobody has said so. `bundles` say what sets are made of.
    `alert_rules` come to the shipped ones, or replace them by their ids. A platform's order to erase somebody is executed
    `erase_days_before_due` at the latest, unless a person does it before; 0: only when a person says so.
    """

    workspace: WorkspaceId
    name: str
    language: Literal["zh", "en"] = "zh"
    zone: str = "UTC"
    first_answer_hours: int = 24
    reopen_days: int = 14
    auto_resolve_days: int = 7
    invites: bool = True
    invitation_delay_days: int = 2
    review_pages: dict[str, str] = Field(default_factory=dict)
    high_value: dict[str, int] = Field(default_factory=lambda: {"USD": 20000, "EUR": 20000, "GBP": 17000})
    return_rate_alert: float = 0.05
    alert_window_days: int = 90
    minimum_units: int = 20
    alert_rules: tuple[AlertRule, ...] = ()
    negative_stars: int = 3
    language_budget_cents: int = 1500
    languages_sent_unreviewed: tuple[str, ...] = ("en", "zh")
    review_below: float = 0.5
    erase_days_before_due: int = 29
    own_causes: tuple[OwnCause, ...] = ()
    causes_version: int = 1
    calendars: tuple[Calendar, ...] = ()
    targets: tuple[ServiceTarget, ...] = ()
    reporting_currency: str = "USD"
    labour_minute: Money | None = None
    tools_per_case: Money | None = None
    bundles: tuple[Bundle, ...] = ()
    product_team: tuple[str, ...] = ()
    report_readers: tuple[str, ...] = ()
    suppliers: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Role(StrEnum):
    """What a member may do; each includes reading."""

    AGENT = "agent"
    TRANSLATOR = "translator"
    ANALYST = "analyst"
    MANAGER = "manager"
    ADMIN = "admin"

    @property
    def sees_people(self) -> bool:
        """Whether figures of colleagues are shown with their names; others see their own."""
        return self in {Role.ANALYST, Role.MANAGER, Role.ADMIN}


class Member(Record):
    """A person of a workspace; `email` is also the sign-in name."""

    workspace: WorkspaceId
    email: str
    name: str
    role: Role
    language: Literal["zh", "en"] = "zh"
    zone: str = "UTC"


class Connection(Record):
    """A store or carrier account; secrets lie elsewhere. `cursor` and the health fields are kept by the synchroniser.

    `address` is what the platform calls the account (shop domain, Amazon seller id, mail address); `store` the store it serves.
    """

    workspace: WorkspaceId
    id: str
    platform: str
    store: str
    name: str
    address: str
    every_minutes: Literal[0, 5, 30] = 5
    cursor: str | None = None
    next_sync_at: Instant | None = None
    last_success_at: Instant | None = None
    last_delivery_at: Instant | None = None
    last_error: str | None = None
    failures: int = 0
