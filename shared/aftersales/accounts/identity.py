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


class IdentityProvider(Protocol):
    """A directory of people who may sign in.

    RejectedError reasons: `wrong_credentials`, `weak_password`, `challenge_expired`; UnavailableError when it is away or busy.
    """

    def check(self, email: str, password: str) -> Proven | NewPasswordNeeded:
        """Check a password."""

    def choose(self, email: str, password: str, challenge: str) -> Proven:
        """Replace the first password; this signs in at once."""
