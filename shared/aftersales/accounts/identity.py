"""What signing in needs of a user directory."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Proven:
    """The directory has checked the password; `email` is the sign-in name."""

    email: str


@dataclass(frozen=True, slots=True)
class NewPasswordNeeded:
    """The password was a first one. `challenge` (opaque, valid for minutes) goes back with the password chosen."""

    email: str
    challenge: str


@dataclass(frozen=True, slots=True)
class CodeNeeded:
    """The password is right, and there is a second factor. `challenge` (opaque, valid for minutes) goes back with its code."""

    email: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Enrolling:
    """A second factor that is to be: `secret` (base32) goes into the person's app, `proof` back with the first code of it."""

    secret: str
    proof: str


class IdentityProvider(Protocol):
    """A directory of people who may sign in.

    RejectedError reasons: `wrong_credentials`, `weak_password`, `wrong_code`, `challenge_expired`, `challenge_not_supported`;
    UnavailableError when it is away or busy.
    """

    def check(self, email: str, password: str) -> Proven | NewPasswordNeeded | CodeNeeded:
        """Check a password."""

    def choose(self, email: str, password: str, challenge: str) -> Proven | CodeNeeded:
        """Replace the first password; this signs in at once, unless there is a second factor."""

    def confirm(self, email: str, code: str, challenge: str) -> Proven:
        """Check the code of the second factor."""

    def enrol(self, email: str, password: str) -> Enrolling:
        """Begin a second factor for somebody who has none; RejectedError `second_factor_known` for who has one."""

    def finish_enrolling(self, proof: str, code: str) -> None:
        """Keep the second factor, from now on asked for at every sign-in, once its first code is right."""
