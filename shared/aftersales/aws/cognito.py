"""Members' passwords lie in a Cognito user pool; the console asks it and keeps no token."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.accounts.identity import CodeNeeded, Enrolling, NewPasswordNeeded, Proven
from aftersales.records.errors import RejectedError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

_NEW_PASSWORD: Literal["NEW_PASSWORD_REQUIRED"] = "NEW_PASSWORD_REQUIRED"  # noqa: S105 a challenge's name
_CODE: Literal["SOFTWARE_TOKEN_MFA"] = "SOFTWARE_TOKEN_MFA"
_WRONG = frozenset(
    {
        "NotAuthorizedException",
        "UserNotFoundException",
        "UserNotConfirmedException",
        "InvalidParameterException",
    }
)
_EXPIRED = frozenset(
    {"NotAuthorizedException", "CodeMismatchException", "ExpiredCodeException", "UserNotFoundException"}
)
_WRONG_CODE = {
    "CodeMismatchException": "wrong_code",
    "EnableSoftwareTokenMFAException": "wrong_code",
    "InvalidParameterException": "wrong_code",
}
_WEAK = frozenset(
    {"InvalidPasswordException", "InvalidParameterException", "PasswordHistoryPolicyViolationException"}
)


class CognitoIdentityProvider:
    """Plays `IdentityProvider` with an app client that allows USER_PASSWORD_AUTH."""

    def __init__(self, client: "CognitoIdentityProviderClient", app_client: str) -> None:
        """`app_client` is the id of the user pool's app client."""
        self._client = client
        self._app_client = app_client

    def check(self, email: str, password: str) -> Proven | NewPasswordNeeded | CodeNeeded:
        """Start a sign-in."""
        return _step(email, self._begin(email, password))

    def choose(self, email: str, password: str, challenge: str) -> Proven | CodeNeeded:
        """Answer the challenge that a first password raises."""
        reasons = dict.fromkeys(_EXPIRED, "challenge_expired") | dict.fromkeys(_WEAK, "weak_password")
        with _told(reasons):
            following = self._respond(email, _NEW_PASSWORD, challenge, {"NEW_PASSWORD": password})
        if isinstance(following, NewPasswordNeeded):
            raise RejectedError("challenge_not_supported")
        return following

    def confirm(self, email: str, code: str, challenge: str) -> Proven:
        """Answer the challenge that a second factor raises."""
        with _told(dict.fromkeys(_EXPIRED, "challenge_expired") | _WRONG_CODE):
            proven = self._respond(email, _CODE, challenge, {"SOFTWARE_TOKEN_MFA_CODE": code})
        if not isinstance(proven, Proven):
            raise RejectedError("challenge_not_supported")
        return proven

    def enrol(self, email: str, password: str) -> Enrolling:
        """Sign in once more, for the access token that the pool wants; it travels in the form and is kept nowhere."""
        answer = self._begin(email, password)
        following = _step(email, answer)
        if isinstance(following, CodeNeeded):
            raise RejectedError("second_factor_known")
        if not isinstance(following, Proven):
            raise RejectedError("challenge_not_supported")
        proof = str(answer["AuthenticationResult"]["AccessToken"])
        with _told(dict.fromkeys(_EXPIRED, "challenge_expired")):
            secret = self._client.associate_software_token(AccessToken=proof)["SecretCode"]
        return Enrolling(secret, proof)

    def finish_enrolling(self, proof: str, code: str) -> None:
        """Verify the first code, then ask for one at every sign-in."""
        with _told(dict.fromkeys(_EXPIRED, "challenge_expired") | _WRONG_CODE):
            answer = self._client.verify_software_token(AccessToken=proof, UserCode=code)
            if answer.get("Status") != "SUCCESS":
                raise RejectedError("wrong_code")
            self._client.set_user_mfa_preference(
                AccessToken=proof, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}
            )

    def _respond(
        self,
        email: str,
        name: Literal["NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA"],
        challenge: str,
        responses: dict[str, str],
    ) -> Proven | NewPasswordNeeded | CodeNeeded:
        answer = self._client.respond_to_auth_challenge(
            ClientId=self._app_client,
            ChallengeName=name,
            Session=challenge,
            ChallengeResponses={"USERNAME": email, **responses},
        )
        return _step(email, answer)

    def _begin(self, email: str, password: str) -> Any:  # noqa: ANN401 the answers of two calls share what is read of them
        with _told(dict.fromkeys(_WRONG, "wrong_credentials")):
            return self._client.initiate_auth(
                ClientId=self._app_client,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": email, "PASSWORD": password},
            )


def _step(email: str, answer: Any) -> Proven | NewPasswordNeeded | CodeNeeded:  # noqa: ANN401 as above
    if "AuthenticationResult" in answer:
        return Proven(email)
    if answer.get("ChallengeName") == _NEW_PASSWORD:
        return NewPasswordNeeded(email, answer["Session"])
    if answer.get("ChallengeName") == _CODE:
        return CodeNeeded(email, answer["Session"])
    # Whatever else the pool may come to ask: not proven.
    raise RejectedError("challenge_not_supported")


@contextmanager
def _told(reasons: Mapping[str, str]) -> Iterator[None]:
    """Turn the pool's errors into ours."""
    try:
        yield
    except ClientError as error:
        raise _reason(error, reasons) from error
    except BotoCoreError as error:
        raise UnavailableError("identities", type(error).__name__) from error


def _reason(error: ClientError, reasons: Mapping[str, str]) -> RejectedError | UnavailableError:
    # Cognito's messages may quote the name that was typed, so only the code is kept.
    code = error.response["Error"]["Code"]
    return RejectedError(reasons[code]) if code in reasons else UnavailableError("identities", code)
