"""What the use cases need of storage: roles that the DynamoDB adapter plays, and in tests an in-memory fake."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from aftersales.cases.dossier import Dossier
from aftersales.cases.ledger import TakenIn
from aftersales.records.case import Case, CaseState
from aftersales.records.fact import Fact
from aftersales.records.order import Order
from aftersales.records.record import Instant
from aftersales.records.setting_change import SettingChange
from aftersales.records.workspace import Connection, Member, Settings


class DossierStore(Protocol):
    """Facts in, dossiers and cases out. Every call names its workspace; nothing crosses."""

    def add(self, facts: Sequence[Fact], settings: Settings) -> set[str]:
        """Store facts and refold every dossier they touch; return the ids of facts that were new. Safe to repeat.

        What somebody had erased is blank before it is stored, under the id that it always had.
        """

    def take_in(self, facts: Sequence[Fact], settings: Settings) -> TakenIn:
        """Do what `add` does, and return also the facts as they are kept: what somebody had erased is blank, and named."""

    def dossier(self, workspace: str, home: str, settings: Settings) -> Dossier:
        """Return the dossier that `home` belongs to (following links to its root); an unknown home gives an empty one."""

    def cases(
        self, workspace: str, state: CaseState, *, limit: int, after: str | None = None
    ) -> tuple[Sequence[Case], str | None]:
        """Return a page of cases in one state, earliest deadline first, and the cursor of the next page."""

    def case(self, workspace: str, home: str, number: int) -> Case | None:
        """Return one case."""

    def orders_of(self, workspace: str, customer: str) -> Sequence[Order]:
        """Return a customer's orders over all stores, newest first (at most 100)."""

    def cases_of(self, workspace: str, customer: str) -> Sequence[Case]:
        """Return a customer's cases, newest first (at most 100)."""

    def cases_due(self, workspace: str, until: Instant, *, since: Instant | None = None) -> Iterable[Case]:
        """Yield waiting cases whose deadline lies before `until` (and not before `since`)."""

    def cases_silent(self, workspace: str, since: Instant) -> Iterable[Case]:
        """Yield answered cases in which nothing has happened since `since`."""


class WorkspaceStore(Protocol):
    """Settings, connections and members of workspaces."""

    def workspaces(self) -> Sequence[str]:
        """Return the ids of all workspaces."""

    def settings(self, workspace: str) -> Settings:
        """Return the settings; defaults where none were saved."""

    def save_settings(self, settings: Settings) -> None:
        """Set a workspace up: whatever its settings were is replaced, and it is listed in the directory."""

    def change_settings(
        self, workspace: str, edit: Callable[[Settings], Settings], *, member: str, now: Instant
    ) -> SettingChange | None:
        """Save what `edit` makes of the settings as they stand, and who did it, as one; None where nothing differs.

        Whoever saves in between is not overwritten: `edit` is then called again with what they saved. It may refuse by raising.
        UnavailableError when others keep saving.
        """

    def setting_changes(self, workspace: str, *, limit: int = 100) -> Sequence[SettingChange]:
        """Return the changes made with `change_settings`, newest first."""

    def connections(self, workspace: str) -> Sequence[Connection]:
        """Return all connections of a workspace."""

    def connection(self, workspace: str, connection: str) -> Connection | None:
        """Return one connection."""

    def save_connection(self, connection: Connection) -> None:
        """Save a connection; RejectedError `address_taken` if another workspace has a connection with its address."""

    def connection_by_address(self, platform: str, address: str) -> Connection | None:
        """Find the connection that a platform's account (seller id, mail address) belongs to, over all workspaces."""

    def member(self, email: str) -> Member | None:
        """Find a member by sign-in name."""

    def members(self, workspace: str) -> Sequence[Member]:
        """Return the members of a workspace."""

    def save_member(self, member: Member) -> None:
        """Save a member."""

    def remove_member(self, member: Member) -> None:
        """Forget a member; one who is none is no error, and somebody who has joined another workspace meanwhile stays there."""
