"""What every IdentityProvider must do; run for the in-memory fake and for Cognito's adapter."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from aftersales.accounts.identity import CodeNeeded, IdentityProvider, NewPasswordNeeded, Proven
from aftersales.records.errors import RejectedError

EMAIL, FIRST, CHOSEN = "ann@example.com", "First-password-1", "Chosen-password-2"


@dataclass(frozen=True)
class Directory:
    """A provider that knows EMAIL by the first password FIRST; `code_of` is what an app shows now for a secret."""

    provider: IdentityProvider
    code_of: Callable[[str], str]


def wrong(code: str) -> str:
    """Another code than that."""
    return f"{(int(code) + 1) % 10**6:06}"


class IdentityContract:
    @pytest.fixture
    def directory(self) -> Directory:
        raise TypeError("each test class brings the directory it proves")

    @pytest.fixture
    def settled(self, directory: Directory) -> Directory:
        """The person has chosen a password."""
        needed = directory.provider.check(EMAIL, FIRST)
        assert isinstance(needed, NewPasswordNeeded)
        assert directory.provider.choose(EMAIL, CHOSEN, needed.challenge) == Proven(EMAIL)
        return directory

    def test_a_first_password_is_replaced_and_the_chosen_one_works(self, settled: Directory) -> None:
        """The challenge goes out and comes back; afterwards the chosen password proves the person, the first one nobody."""
        assert settled.provider.check(EMAIL, CHOSEN) == Proven(EMAIL)
        with pytest.raises(RejectedError, match=r"^wrong_credentials$"):
            settled.provider.check(EMAIL, FIRST)

    def test_a_second_factor_is_asked_for_once_its_first_code_was_right(self, settled: Directory) -> None:
        """Until then the password is enough; from then on the password alone proves nobody, and the code does."""
        provider = settled.provider
        begun = provider.enrol(EMAIL, CHOSEN)
        with pytest.raises(RejectedError, match=r"^wrong_code$"):
            provider.finish_enrolling(begun.proof, wrong(settled.code_of(begun.secret)))
        assert provider.check(EMAIL, CHOSEN) == Proven(EMAIL)
        provider.finish_enrolling(begun.proof, settled.code_of(begun.secret))
        needed = provider.check(EMAIL, CHOSEN)
        assert isinstance(needed, CodeNeeded)
        with pytest.raises(RejectedError, match=r"^(wrong_code|challenge_expired)$"):
            provider.confirm(EMAIL, wrong(settled.code_of(begun.secret)), needed.challenge)
        again = provider.check(EMAIL, CHOSEN)
        assert isinstance(again, CodeNeeded)
        assert provider.confirm(EMAIL, settled.code_of(begun.secret), again.challenge) == Proven(EMAIL)
        with pytest.raises(RejectedError, match=r"^second_factor_known$"):
            provider.enrol(EMAIL, CHOSEN)

    def test_a_second_factor_begins_with_the_password(self, settled: Directory) -> None:
        """Whoever finds a console open puts no factor of theirs on it; an invented proof is none."""
        with pytest.raises(RejectedError, match=r"^wrong_credentials$"):
            settled.provider.enrol(EMAIL, FIRST)
        with pytest.raises(RejectedError, match=r"^challenge_expired$"):
            settled.provider.finish_enrolling("invented", "123456")
