"""Sign-in, the choice of a first password, sign-out."""

from collections.abc import Callable
from urllib.parse import quote, urlencode

from aftersales.accounts.identity import CodeNeeded, NewPasswordNeeded
from aftersales.accounts.sessions import LIFETIME, close_session
from aftersales.accounts.signing_in import choose_password, confirm_code, sign_in
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member
from aftersales.web.http import Response, inner_path, see_other
from aftersales.web.visit import Visit

LONGEST = 256
"""No password is longer; Cognito's own limit."""
LONGEST_PROOF = 4096
CODE = 6
_AGAIN = {"weak_password": "new_password.html", "wrong_code": "second_factor_code.html"}
"""Refusals after which one may try again with the same challenge, and on which page."""
Arrival = Member | NewPasswordNeeded | CodeNeeded


def form(visit: Visit) -> Response:
    """Show the sign-in form; whoever is signed in goes on."""
    if visit.setting.member:
        return see_other(inner_path(visit.request.query.get("next", "/")))
    return _form(visit, visit.request.query.get("next", "/"))


def enter(visit: Visit) -> Response:
    """Check e-mail and password."""
    sent = visit.request.form

    def attempt(session_id: str) -> Arrival:
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

    def attempt(session_id: str) -> Arrival:
        return choose_password(
            visit.rooms.door,
            email=sent.get("email", "")[:LONGEST],
            password=sent.get("password", "")[:LONGEST],
            challenge=challenge,
            session_id=session_id,
            now=visit.request.now,
        )

    return _admit(visit, attempt, challenge=challenge)


def confirm(visit: Visit) -> Response:
    """Check the code of the second factor."""
    sent = visit.request.form
    challenge = sent.get("challenge", "")

    def attempt(session_id: str) -> Arrival:
        return confirm_code(
            visit.rooms.door,
            email=sent.get("email", "")[:LONGEST],
            code=_digits(sent.get("code", "")),
            challenge=challenge,
            session_id=session_id,
            now=visit.request.now,
        )

    return _admit(visit, attempt, challenge=challenge)


def factor(visit: Visit) -> Response:
    """Show how one's own second factor is set up."""
    return visit.show(
        "second_factor.html", step="password", reason="", done=visit.request.query.get("done", "")
    )


def enrol(visit: Visit) -> Response:
    """Begin one's own second factor: the password once more, then the secret is shown."""
    sent, member = visit.request.form, visit.member
    try:
        begun = visit.rooms.identities.enrol(member.email, sent.get("password", "")[:LONGEST])
    except RejectedError as error:
        return visit.show("second_factor.html", 400, step="password", reason=error.reason, done="")
    return _enrolling(visit, begun.secret, begun.proof)


def finish_enrolling(visit: Visit) -> Response:
    """Keep the second factor when its first code is right."""
    sent = visit.request.form
    secret, proof = sent.get("secret", "")[:LONGEST], sent.get("proof", "")[:LONGEST_PROOF]
    try:
        visit.rooms.identities.finish_enrolling(proof, _digits(sent.get("code", "")))
    except RejectedError as error:
        if error.reason == "wrong_code":
            return _enrolling(visit, secret, proof, error.reason)
        return visit.show("second_factor.html", 400, step="password", reason=error.reason, done="")
    return see_other("/account/second-factor?done=kept")


def _enrolling(visit: Visit, secret: str, proof: str, reason: str = "") -> Response:
    label = quote(f"HelloWord:{visit.member.email}")
    return visit.show(
        "second_factor.html",
        400 if reason else 200,
        step="code",
        secret=secret,
        groups=[secret[place : place + 4] for place in range(0, len(secret), 4)],
        address=f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': 'HelloWord'})}",
        proof=proof,
        reason=reason,
        done="",
    )


def _digits(text: str) -> str:
    """People type codes in groups; anything but six digits reaches nobody."""
    code = "".join(text.split())
    if not (len(code) == CODE and code.isascii() and code.isdecimal()):
        raise RejectedError("wrong_code")
    return code


def leave(visit: Visit) -> Response:
    """Forget the session on both sides."""
    cookies = visit.rooms.cookies
    close_session(visit.rooms.sessions, cookies.read(visit.request.cookies, "session"))
    return see_other("/sign-in", [cookies.write("session", "", 0)])


def _admit(visit: Visit, attempt: Callable[[str], Arrival], *, challenge: str) -> Response:
    following = inner_path(visit.request.form.get("next", "/"))
    session_id = visit.rooms.new_id()
    try:
        answer = attempt(session_id)
    except RejectedError as error:
        again = challenge if error.reason in _AGAIN else ""
        return _form(visit, following, reason=error.reason, challenge=again, status=400)
    if isinstance(answer, NewPasswordNeeded):
        return _form(visit, following, challenge=answer.challenge)
    if isinstance(answer, CodeNeeded):
        return _form(visit, following, challenge=answer.challenge, page="second_factor_code.html")
    return see_other(
        following, [visit.rooms.cookies.write("session", session_id, int(LIFETIME.total_seconds()))]
    )


def _form(
    visit: Visit,
    following: str,
    *,
    reason: str = "",
    challenge: str = "",
    status: int = 200,
    page: str = "",
) -> Response:
    return visit.show(
        page or _AGAIN.get(reason, "new_password.html") if challenge else "sign_in.html",
        status,
        following=inner_path(following),
        reason=reason,
        challenge=challenge,
        email=visit.request.form.get("email", "")[:LONGEST],
    )
