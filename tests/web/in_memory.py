"""Rooms of a console in memory, and a browser without a window."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from aftersales.desk.language_desk import LanguageDesk, NoProvider, Provider
from aftersales.desk.looking import CloserLooks
from aftersales.engines.memory import MemoryTranslator
from aftersales.language.port import Translator
from aftersales.mail.report_page import page, policy
from aftersales.mail.workbook import workbook
from aftersales.records.alert import Alert
from aftersales.records.report import ReportLink, ReportMade
from aftersales.records.workspace import Member, Role, Settings
from aftersales.reports.report_desk import ReportDesk
from aftersales.web.console import Console
from aftersales.web.visit import Rooms
from tests.accounts.in_memory import InMemoryIdentityProvider, InMemorySessionStore, InMemoryTokenStore
from tests.cases.building import at
from tests.cases.in_memory import InMemoryDossierStore, InMemoryWorkspaceStore
from tests.desk.in_memory import InMemoryFigures, InMemoryOverviewStore
from tests.intake.in_memory import InMemoryDeliveryLog
from tests.language.in_memory import InMemoryGlossary, InMemoryPhraseMemory
from tests.outreach.in_memory import InMemoryOutbox
from tests.privacy.in_memory import InMemoryErasureStore
from tests.reports.in_memory import InMemorySubscriptionStore
from tests.reports.press import InMemoryPress

NOW = at(200)
PASSWORD = "correct horse battery"


class InMemoryShelf:
    """Plays ReportStore, LinkStore and AlertStore."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, str], ReportMade] = {}
        self.shared: dict[tuple[str, str], ReportLink] = {}
        self.raised: dict[tuple[str, str], Alert] = {}

    def save_report(self, report: ReportMade) -> bool:
        return self.made.setdefault((report.workspace, report.id), report) is report

    def report(self, workspace: str, report: str) -> ReportMade | None:
        return self.made.get((workspace, report))

    def reports(self, workspace: str, limit: int = 100) -> Sequence[ReportMade]:
        mine = [report for (owner, _), report in self.made.items() if owner == workspace]
        return sorted(mine, key=lambda report: report.created_at, reverse=True)[:limit]

    def save_link(self, link: ReportLink) -> None:
        self.shared[link.workspace, link.id] = link

    def link(self, workspace: str, link: str) -> ReportLink | None:
        return self.shared.get((workspace, link))

    def links_of(self, workspace: str, report: str) -> list[ReportLink]:
        mine = [
            link for (owner, _), link in self.shared.items() if owner == workspace and link.report == report
        ]
        return sorted(mine, key=lambda link: link.created_at, reverse=True)

    def links_of_all(self, workspace: str) -> dict[str, list[ReportLink]]:
        reports = {link.report for (owner, _), link in self.shared.items() if owner == workspace}
        return {report: self.links_of(workspace, report) for report in reports}

    def save_alert(self, alert: Alert) -> bool:
        known = self.raised.get((alert.workspace, alert.id))
        if (known.revision if known else 0) != alert.revision:
            return False
        self.raised[alert.workspace, alert.id] = alert.having(revision=alert.revision + 1)
        return True

    def alert(self, workspace: str, alert: str) -> Alert | None:
        return self.raised.get((workspace, alert))

    def alerts(self, workspace: str, limit: int = 200) -> Sequence[Alert]:
        mine = [alert for (owner, _), alert in self.raised.items() if owner == workspace]
        return sorted(mine, key=lambda alert: alert.opened_at, reverse=True)[:limit]


@dataclass
class House:
    """Everything a console stands on; workspace 'w' has a member of every role, 'other' has one."""

    base_url: str = "http://console.test"
    dossiers: InMemoryDossierStore = field(default_factory=InMemoryDossierStore)
    workspaces: InMemoryWorkspaceStore = field(default_factory=InMemoryWorkspaceStore)
    sessions: InMemorySessionStore = field(default_factory=InMemorySessionStore)
    identities: InMemoryIdentityProvider = field(default_factory=InMemoryIdentityProvider)
    deliveries: InMemoryDeliveryLog = field(default_factory=InMemoryDeliveryLog)
    overviews: InMemoryOverviewStore = field(default_factory=InMemoryOverviewStore)
    shelf: InMemoryShelf = field(default_factory=InMemoryShelf)
    glossary: InMemoryGlossary = field(default_factory=InMemoryGlossary)
    memory: InMemoryPhraseMemory = field(default_factory=InMemoryPhraseMemory)
    outbox: InMemoryOutbox = field(default_factory=InMemoryOutbox)
    translator: Translator | None = None
    provider: Provider = field(default_factory=NoProvider)
    looks: CloserLooks | None = None
    figures_of: Any = InMemoryFigures
    subscriptions: InMemorySubscriptionStore = field(default_factory=InMemorySubscriptionStore)
    press: InMemoryPress = field(default_factory=InMemoryPress)
    evaluator_of: Any = None
    tokens: InMemoryTokenStore = field(default_factory=InMemoryTokenStore)
    secret: bytes = b"session secret"
    erasures: InMemoryErasureStore = field(init=False)

    def __post_init__(self) -> None:
        for role in Role:
            self.admit("w", f"{role}@example.com", role)
        self.admit("other", "stranger@example.com", Role.ADMIN)
        for workspace in ("w", "other"):
            self.workspaces.save_settings(Settings(workspace=workspace, name=f"Workspace {workspace}"))
        self._numbers = count()
        self.erasures = InMemoryErasureStore(self.dossiers)

    def admit(self, workspace: str, email: str, role: Role, **more: Any) -> None:
        """Make a member with the usual password."""
        values = {
            "workspace": workspace,
            "email": email,
            "name": email.partition("@")[0].title(),
            "role": role,
        }
        self.workspaces.save_member(Member.model_validate({"language": "en"} | values | more))
        self.identities.passwords[email] = PASSWORD

    def language_desk(self) -> LanguageDesk:
        """Words, memory and outbox; without a translator of its own, what people translated before is all there is."""
        return LanguageDesk(
            glossary=self.glossary,
            examples=self.glossary,
            memory=self.memory,
            translator=self.translator or MemoryTranslator(self.memory),
            provider=self.provider,
            post=self.outbox,
            looks=self.looks,
        )

    def report_desk(self) -> ReportDesk:
        """Subscriptions in memory; a report is made of whatever lake the test gives."""
        return ReportDesk(
            subscriptions=self.subscriptions,
            evaluator_of=self.evaluator_of,
            press=lambda _: self.press.press(),
            preview=lambda report, language: (page(report, language, console="", link=""), policy()),
        )

    def console(self) -> Console:
        """Return a console over all of this."""
        return Console(
            Rooms(
                dossiers=self.dossiers,
                workspaces=self.workspaces,
                sessions=self.sessions,
                identities=self.identities,
                deliveries=self.deliveries,
                figures_of=self.figures_of,
                overviews=self.overviews,
                erasures=self.erasures,
                reports=self.shelf,
                links=self.shelf,
                alerts=self.shelf,
                link_secret=lambda: b"link secret",
                secret=lambda: self.secret,
                new_id=lambda: f"id-{next(self._numbers):032}",
                workbook=workbook,
                base_url=self.base_url,
                language_desk=self.language_desk(),
                report_desk=self.report_desk(),
                api_tokens=self.tokens,
            )
        )


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: list[str]

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")


@dataclass
class Browser:
    """Keeps cookies and sends forms as a browser would."""

    house: House
    now: datetime = NOW
    cookies: dict[str, str] = field(default_factory=dict)
    language: str = "en"

    def __post_init__(self) -> None:
        self._console = self.house.console()
        self.last: Answer | None = None

    def send(self, method: str, address: str, form: dict[str, str] | None = None) -> Answer:
        """Send one request and keep the cookies that come back."""
        path, _, query = address.partition("?")
        event = {
            "rawPath": path,
            "rawQueryString": query,
            "headers": {"accept-language": self.language},
            "cookies": [f"{name}={value}" for name, value in self.cookies.items()],
            "requestContext": {"http": {"method": method}},
            "body": urlencode(form or {}),
            "isBase64Encoded": False,
        }
        answer = self._console.answer(event, self.now)
        for cookie in answer["cookies"]:
            name, _, rest = cookie.partition("=")
            value = rest.partition(";")[0]
            self.cookies.pop(name, None)
            if value:
                self.cookies[name] = value
        self.last = Answer(answer["statusCode"], answer["headers"], answer["body"], answer["cookies"])
        return self.last

    def get(self, address: str) -> Answer:
        """Open an address."""
        return self.send("GET", address)

    def submit(self, action: str, **fields: str) -> Answer:
        """Send the form of the last page that goes to `action`, with some fields filled in."""
        assert self.last is not None
        form = self.last.page.find("form", {"action": action})
        assert form is not None, f"no form for {action}"
        values = {
            str(one["name"]): str(one.get("value", "")) for one in form.find_all("input") if one.get("name")
        }
        return self.send("POST", action, values | fields)

    def press(self, action: str, button: str = "", **fields: str) -> Answer:
        """Press a button that sends the form of `action` elsewhere, with everything the form holds."""
        assert self.last is not None
        form = self.last.page.find("form", {"action": action})
        assert form is not None, f"no form for {action}"
        assert not button or form.find("button", {"formaction": button}), f"no button to {button}"
        values = {
            str(one["name"]): str(one.get("value", "")) for one in form.find_all("input") if one.get("name")
        }
        values |= {str(one["name"]): one.text.removeprefix("\n") for one in form.find_all("textarea")}
        for select in form.find_all("select"):
            chosen = select.find("option", selected=True) or select.find("option")
            values[str(select["name"])] = str(chosen.get("value", "")) if chosen else ""
        unticked = {
            str(one["name"]) for one in form.find_all("input", type="checkbox") if "checked" not in one.attrs
        }
        kept = {name: value for name, value in values.items() if name not in unticked}
        return self.send("POST", button or action, kept | fields)

    def sign_in(self, who: str = "agent@example.com") -> "Browser":
        """Sign in with the usual password."""
        self.get("/sign-in")
        answer = self.submit("/sign-in", email=who, password=PASSWORD)
        assert answer.status == 303, answer.text
        return self

    def later(self, by: timedelta) -> "Browser":
        """Let time pass."""
        self.now += by
        return self
