"""Who looks at the running demo from outside, and how a check fails."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from selectolax.lexbor import LexborHTMLParser

from infra.local.scene import Scene


class Failed(Exception):  # noqa: N818 it reads as the sentence it is printed in
    """A check does not hold; the text says what was found instead."""


def must(holds: object, found: str) -> None:
    """Raise Failed unless something holds."""
    if not holds:
        raise Failed(found)


def case_address(home: str, number: int) -> str:
    """Return the path of a case's page."""
    return f"/cases/{urlsafe_b64encode(home.encode()).decode().rstrip('=')}/{number}"


def said(page: str, within: str = "body") -> str:
    """Return what a page says, without its tags; marks inside a sentence leave no gap."""
    return "".join(part.text() for part in LexborHTMLParser(page).css(within))


@dataclass(frozen=True, slots=True)
class Console:
    """The console's pages, as somebody sees them who has signed in."""

    http: httpx.Client

    def page(self, path: str, **query: str) -> str:
        """Return a page; it must be one that was found."""
        answer = self.http.get(path, params=query)
        must(answer.status_code == httpx.codes.OK, f"{path} answered {answer.status_code}")
        return answer.text

    def hidden(self, path: str) -> dict[str, str]:
        """Return the hidden fields by which a page's forms prove where they come from."""
        return dict(re.findall(r'name="(token|key|next)" value="([^"]*)"', self.page(path)))

    def submit(self, page: str, path: str, **fields: str) -> str:
        """Send a form of a page and return the page that it leads to."""
        answer = self.http.post(path, data={**self.hidden(page), **fields})
        must(answer.status_code == httpx.codes.OK, f"{path} answered {answer.status_code}")
        return answer.text


@dataclass(slots=True)
class Visitor:
    """Somebody who looks at the system from outside, over HTTP only; unless another is named, the demo seller's owner."""

    scene: Scene
    http: httpx.Client
    email: str = ""
    password: str = ""
    _token: str = field(default="")

    def api(self, path: str, **query: str) -> Any:
        """Read from the JSON API."""
        answer = self.http.get(
            f"{self.scene.cloud.console_url}{path}",
            params=query,
            headers={"Authorization": f"Bearer {self.token()}"},
        )
        must(
            answer.status_code == httpx.codes.OK, f"{path} answered {answer.status_code}: {answer.text[:200]}"
        )
        return answer.json()

    def token(self) -> str:
        """Sign in with the user pool once."""
        if not self._token:
            people = self.scene.cloud.client("cognito-idp")
            answer = people.initiate_auth(
                AuthFlow="USER_PASSWORD_AUTH",
                ClientId=self.scene.cloud.outputs["UserPoolClientId"],
                AuthParameters={
                    "USERNAME": self.email or self.scene.owner,
                    "PASSWORD": self.password or self.scene.password,
                },
            )
            self._token = answer["AuthenticationResult"]["IdToken"]
        return self._token

    def figure(self, metric: str) -> dict[str, Any]:
        """Read one figure of the report's week."""
        figure: dict[str, Any] = self.api(f"/api/figures/{metric}", week=self.scene.week)["figure"]
        return figure

    def case(self, home: str, number: int) -> dict[str, Any]:
        """Read a case with everything in it."""
        found: dict[str, Any] = self.api(f"/api{case_address(home, number)}")
        return found

    @contextmanager
    def console(self) -> Iterator["Console"]:
        """Sign in to the console's pages with a browser of one's own."""
        with httpx.Client(base_url=self.scene.cloud.console_url, timeout=60, follow_redirects=True) as http:
            console = Console(http)
            form = console.hidden("/sign-in")
            email, password = self.email or self.scene.owner, self.password or self.scene.password
            http.post("/sign-in", data={**form, "email": email, "password": password})
            yield console

    def push(self, body: bytes, sign: str) -> httpx.Response:
        """Post a 17TRACK push by hand."""
        return self.http.post(
            f"{self.scene.cloud.console_url}/hooks/17track-main",
            content=body,
            headers={"sign": sign, "Content-Type": "application/json"},
        )
