"""Sign-in, the choice of a first password, sign-out."""

from collections.abc import Callable

from aftersales.accounts.identity import NewPasswordNeeded
from aftersales.accounts.sessions import LIFETIME, close_session
from aftersales.accounts.signing_in import choose_password, sign_in
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member
from aftersales.web.http import Response, inner_path, see_other
from aftersales.web.visit import Visit

LONGEST = 256
"""No password is longer; Cognito's own limit."""


def form(visit: Visit) -> Response:
    """Show the sign-in form; whoever is signed in goes on."""
    if visit.setting.member:
        return see_other(inner_path(visit.request.query.get("next", "/")))
    return _form(visit, visit.request.query.get("next", "/"))


def enter(visit: Visit) -> Response:
    """Check e-mail and password."""
    sent = visit.request.form

    def attempt(session_id: str) -> Member | NewPasswordNeeded:
        return sign_in(
            visit.rooms.door,
            email=sent.get("email", "")[:LONGEST],
            password=sent.get("password", "")[:LONGEST],
            session_id=session_id,
            now=visit.request.now,
        )

    return _admit(visit, attempt, challenge="")


def choose(visit: Visit) -> Response:
    """Replace a first password."""
    sent = visit.request.form
    challenge = sent.get("challenge", "")
    if sent.get("password", "") != sent.get("again", ""):
        return _form(visit, sent.get("next", "/"), reason="passwords_differ", challenge=challenge, status=400)

    def attempt(session_id: str) -> Member | NewPasswordNeeded:
        return choose_password(
            visit.rooms.door,
            email=sent.get("email", "")[:LONGEST],
            password=sent.get("password", "")[:LONGEST],
            challenge=challenge,
            session_id=session_id,
            now=visit.request.now,
        )

    return _admit(visit, attempt, challenge=challenge)


def leave(visit: Visit) -> Response:
    """Forget the session on both sides."""
    cookies = visit.rooms.cookies
    close_session(visit.rooms.sessions, cookies.read(visit.request.cookies, "session"))
    return see_other("/sign-in", [cookies.write("session", "", 0)])


def _admit(visit: Visit, attempt: Callable[[str], Member | NewPasswordNeeded], *, challenge: str) -> Response:
    following = inner_path(visit.request.form.get("next", "/"))
    session_id = visit.rooms.new_id()
    try:
        answer = attempt(session_id)
    except RejectedError as error:
        again = challenge if error.reason == "weak_password" else ""
        return _form(visit, following, reason=error.reason, challenge=again, status=400)
    if isinstance(answer, NewPasswordNeeded):
        return _form(visit, following, challenge=answer.challenge)
    return see_other(
        following, [visit.rooms.cookies.write("session", session_id, int(LIFETIME.total_seconds()))]
    )


def _form(
    visit: Visit, following: str, *, reason: str = "", challenge: str = "", status: int = 200
) -> Response:
    return visit.show(
        "new_password.html" if challenge else "sign_in.html",
        status,
        following=inner_path(following),
        reason=reason,
        challenge=challenge,
        email=visit.request.form.get("email", "")[:LONGEST],
    )
