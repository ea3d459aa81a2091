"""CognitoIdentityProvider: passwords are checked by the user pool, and its errors become ours."""

from collections.abc import Iterator
from time import sleep, time
from typing import TYPE_CHECKING

import pytest
from botocore.stub import Stubber
from moto import mock_aws

from aftersales.accounts.identity import CodeNeeded
from aftersales.aws.cognito import CognitoIdentityProvider
from aftersales.records.errors import RejectedError, UnavailableError
from tests.accounts.identity_contract import CHOSEN, EMAIL, FIRST, Directory, IdentityContract
from tests.accounts.in_memory import totp
from tests.aws.account import session

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


@pytest.fixture
def client() -> Iterator["CognitoIdentityProviderClient"]:
    """A user pool service in memory."""
    with mock_aws():
        yield session().client("cognito-idp")


def pool_with_one(client: "CognitoIdentityProviderClient") -> CognitoIdentityProvider:
    """A pool with one person who has a first password."""
    pool = client.create_user_pool(PoolName="p", UsernameAttributes=["email"])["UserPool"]["Id"]
    app = client.create_user_pool_client(
        UserPoolId=pool,
        ClientName="c",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    client.admin_create_user(UserPoolId=pool, Username=EMAIL, TemporaryPassword=FIRST)
    return CognitoIdentityProvider(client, app["UserPoolClient"]["ClientId"])


@pytest.fixture
def provider(client: "CognitoIdentityProviderClient") -> CognitoIdentityProvider:
    """That pool's provider."""
    return pool_with_one(client)


class TestCognitoIdentityProvider(IdentityContract):
    @pytest.fixture
    def directory(
        self, client: "CognitoIdentityProviderClient", monkeypatch: pytest.MonkeyPatch
    ) -> Directory:
        """A pool that checks codes as Cognito does."""
        monkeypatch.setenv("MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP", "true")
        return Directory(pool_with_one(client), code_now)


def code_now(secret: str) -> str:
    """What an app shows now; towards the end of a step the next one is waited for, so that it still holds when it is checked."""
    if (left := 30 - time() % 30) < 6:
        sleep(left)
    return totp(secret, time())


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_name_are_one_error(
    provider: CognitoIdentityProvider, email: str
) -> None:
    """Nobody learns from the error who has an account."""
    with pytest.raises(RejectedError, match="wrong_credentials"):
        provider.check(email, "Wrong-password-1")


@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        ("InvalidPasswordException", RejectedError, "weak_password"),
        ("ExpiredCodeException", RejectedError, "challenge_expired"),
        ("NotAuthorizedException", RejectedError, "challenge_expired"),
        ("TooManyRequestsException", UnavailableError, "identities: TooManyRequestsException"),
    ],
)
def test_errors_of_the_pool_are_told_apart(
    client: "CognitoIdentityProviderClient", code: str, kind: type[Exception], reason: str
) -> None:
    """A weak password, a challenge that is over, and a busy service are three different things."""
    with Stubber(client) as stub:
        stub.add_client_error("respond_to_auth_challenge", code, f"about {EMAIL}")
        with pytest.raises(kind, match=f"^{reason}$"):
            CognitoIdentityProvider(client, "app").choose(EMAIL, CHOSEN, "c" * 20)


@pytest.mark.parametrize("challenge", ["SMS_MFA", "MFA_SETUP", "SOMETHING_NEW"])
def test_a_challenge_that_we_cannot_answer_proves_nobody(
    client: "CognitoIdentityProviderClient", challenge: str
) -> None:
    """Whatever else the pool may come to ask, nobody is in before it is answered."""
    with Stubber(client) as stub:
        stub.add_response("initiate_auth", {"ChallengeName": challenge, "Session": "s" * 20})
        with pytest.raises(RejectedError, match=r"^challenge_not_supported$"):
            CognitoIdentityProvider(client, "app").check(EMAIL, CHOSEN)


def test_a_code_is_asked_for_after_the_first_password_was_replaced(
    client: "CognitoIdentityProviderClient",
) -> None:
    """A person whose password an administrator has reset keeps the second factor."""
    with Stubber(client) as stub:
        stub.add_response(
            "respond_to_auth_challenge", {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "s" * 20}
        )
        needed = CognitoIdentityProvider(client, "app").choose(EMAIL, CHOSEN, "c" * 20)
    assert needed == CodeNeeded(EMAIL, "s" * 20)
