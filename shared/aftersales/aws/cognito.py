"""Members' passwords lie in a Cognito user pool; the console asks it and keeps no token."""

from typing import TYPE_CHECKING, Any, Literal

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.accounts.identity import NewPasswordNeeded, Proven
from aftersales.records.errors import RejectedError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

_NEW_PASSWORD: Literal["NEW_PASSWORD_REQUIRED"] = "NEW_PASSWORD_REQUIRED"  # noqa: S105 a challenge's name
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
_WEAK = frozenset(
    {"InvalidPasswordException", "InvalidParameterException", "PasswordHistoryPolicyViolationException"}
)


class CognitoIdentityProvider:
    """Plays `IdentityProvider` with an app client that allows USER_PASSWORD_AUTH."""

    def __init__(self, client: "CognitoIdentityProviderClient", app_client: str) -> None:
        """`app_client` is the id of the user pool's app client."""
        self._client = client
        self._app_client = app_client

    def check(self, email: str, password: str) -> Proven | NewPasswordNeeded:
        """Start a sign-in."""
        try:
            answer = self._client.initiate_auth(
                ClientId=self._app_client,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": email, "PASSWORD": password},
            )
        except ClientError as error:
            raise _reason(error, dict.fromkeys(_WRONG, "wrong_credentials")) from error
        except BotoCoreError as error:
            raise UnavailableError("identities", type(error).__name__) from error
        if answer.get("ChallengeName") == _NEW_PASSWORD:
            return NewPasswordNeeded(email, answer["Session"])
        return _proven(email, answer)

    def choose(self, email: str, password: str, challenge: str) -> Proven:
        """Answer the challenge that a first password raises."""
        try:
            answer = self._client.respond_to_auth_challenge(
                ClientId=self._app_client,
                ChallengeName=_NEW_PASSWORD,
                Session=challenge,
                ChallengeResponses={"USERNAME": email, "NEW_PASSWORD": password},
            )
        except ClientError as error:
            reasons = dict.fromkeys(_EXPIRED, "challenge_expired") | dict.fromkeys(_WEAK, "weak_password")
            raise _reason(error, reasons) from error
        except BotoCoreError as error:
            raise UnavailableError("identities", type(error).__name__) from error
        return _proven(email, answer)


def _proven(email: str, answer: Any) -> Proven:  # noqa: ANN401 the two answers share what is read here
    # A further challenge (a second factor, say) means: not proven yet.
    if "AuthenticationResult" not in answer:
        raise RejectedError("challenge_not_supported")
    return Proven(email)


def _reason(error: ClientError, reasons: dict[str, str]) -> RejectedError | UnavailableError:
    # Cognito's messages may quote the name that was typed, so only the code is kept.
    code = error.response["Error"]["Code"]
    return RejectedError(reasons[code]) if code in reasons else UnavailableError("identities", code)
