"""A visit: one request with what the console knows about it, and the collaborators a page may call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from aftersales.accounts.api_tokens import TokenStore
from aftersales.accounts.identity import IdentityProvider
from aftersales.accounts.report_links import LinkStore
from aftersales.accounts.sessions import SessionStore
from aftersales.accounts.signing_in import Door
from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.desk.figures import FiguresOf, OverviewStore
from aftersales.desk.health import DeliveryCounts
from aftersales.desk.language_desk import LanguageDesk
from aftersales.privacy.stores import ErasureStore
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member, Settings
from aftersales.reports.report_desk import ReportDesk
from aftersales.reports.stores import AlertStore, ReportStore
from aftersales.web.cookies import Cookies
from aftersales.web.http import Request, Response
from aftersales.web.spreadsheets import Workbook
from aftersales.web.values import Values
from aftersales.web.views import Setting, show


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """What the console's pages are made from; `new_id` gives a fresh random id (256 bits) at each call.

    `secret` signs form tokens, `link_secret` report links; both are read when first needed.
    """

    dossiers: DossierStore
    workspaces: WorkspaceStore
    sessions: SessionStore
    identities: IdentityProvider
    deliveries: DeliveryCounts
    figures_of: FiguresOf
    overviews: OverviewStore
    erasures: ErasureStore
    reports: ReportStore
    links: LinkStore
    alerts: AlertStore
    link_secret: Callable[[], bytes]
    secret: Callable[[], bytes]
    new_id: Callable[[], str]
    workbook: Workbook
    language_desk: LanguageDesk
    report_desk: ReportDesk
    api_tokens: TokenStore
    base_url: str

    @property
    def cookies(self) -> Cookies:
        """The console's cookies."""
        return Cookies(secure=self.base_url.startswith("https://"))

    @property
    def door(self) -> Door:
        """What sign-in needs."""
        return Door(identities=self.identities, sessions=self.sessions, workspaces=self.workspaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of one person; `names` are the values in its address."""

    request: Request
    rooms: Rooms
    setting: Setting
    names: Mapping[str, str]

    @property
    def member(self) -> Member:
        """The member; routes for members only are never reached by strangers."""
        if self.setting.member is None:
            raise RejectedError("not_signed_in")
        return self.setting.member

    @property
    def workspace(self) -> str:
        """The member's workspace: the only one that this visit can name."""
        return self.member.workspace

    @property
    def settings(self) -> Settings:
        """The workspace's settings."""
        return self.setting.settings or self.rooms.workspaces.settings(self.workspace)

    @property
    def values(self) -> Values:
        """Writes figures for this reader."""
        return self.setting.values

    def show(self, template: str, status: int = 200, **values: object) -> Response:
        """Answer with a page."""
        return show(template, self.setting, status, **values)

    def at(self, names: Mapping[str, str]) -> "Visit":
        """Return the visit with the values of its address."""
        return replace(self, names=names)
