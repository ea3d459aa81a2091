"""Who looks at the running demo from outside, and how a check fails."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import httpx

from infra.local.scene import Scene


class Failed(Exception):  # noqa: N818 it reads as the sentence it is printed in
    """A check does not hold; the text says what was found instead."""


def must(holds: object, found: str) -> None:
    """Raise Failed unless something holds."""
    if not holds:
        raise Failed(found)


@dataclass(slots=True)
class Visitor:
    """Somebody who looks at the system from outside, over HTTP only."""

    scene: Scene
    http: httpx.Client
    _token: str = field(default="")

    def api(self, path: str, **query: str) -> Any:
        """Read from the JSON API as the seller's owner."""
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
                AuthParameters={"USERNAME": self.scene.owner, "PASSWORD": self.scene.password},
            )
            self._token = answer["AuthenticationResult"]["IdToken"]
        return self._token

    def figure(self, metric: str) -> dict[str, Any]:
        """Read one figure of the report's week."""
        figure: dict[str, Any] = self.api(f"/api/figures/{metric}", week=self.scene.week)["figure"]
        return figure

    def case(self, home: str, number: int) -> dict[str, Any]:
        """Read a case with everything in it."""
        name = urlsafe_b64encode(home.encode()).decode().rstrip("=")
        found: dict[str, Any] = self.api(f"/api/cases/{name}/{number}")
        return found

    def push(self, body: bytes, sign: str) -> httpx.Response:
        """Post a 17TRACK push by hand."""
        return self.http.post(
            f"{self.scene.cloud.console_url}/hooks/17track-main",
            content=body,
            headers={"sign": sign, "Content-Type": "application/json"},
        )
