"""CognitoIdentityProvider: passwords are checked by the user pool, and its errors become ours."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from aftersales.accounts.identity import NewPasswordNeeded, Proven
from aftersales.aws.cognito import CognitoIdentityProvider
from aftersales.records.errors import RejectedError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

EMAIL, FIRST, CHOSEN = "ann@example.com", "First-password-1", "Chosen-password-2"


@pytest.fixture
def client() -> Iterator["CognitoIdentityProviderClient"]:
    """A user pool service in memory."""
    with mock_aws():
        yield boto3.client("cognito-idp", "us-east-1", aws_access_key_id="t", aws_secret_access_key="t")


@pytest.fixture
def provider(client: "CognitoIdentityProviderClient") -> CognitoIdentityProvider:
    """A pool with one person who has a first password."""
    pool = client.create_user_pool(PoolName="p", UsernameAttributes=["email"])["UserPool"]["Id"]
    app = client.create_user_pool_client(
        UserPoolId=pool,
        ClientName="c",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    client.admin_create_user(UserPoolId=pool, Username=EMAIL, TemporaryPassword=FIRST)
    return CognitoIdentityProvider(client, app["UserPoolClient"]["ClientId"])


def test_a_first_password_is_replaced_and_the_chosen_one_works(provider: CognitoIdentityProvider) -> None:
    """The pool's challenge goes out and comes back; afterwards the chosen password proves the person."""
    needed = provider.check(EMAIL, FIRST)
    assert isinstance(needed, NewPasswordNeeded)
    assert provider.choose(EMAIL, CHOSEN, needed.challenge) == Proven(EMAIL)
    assert provider.check(EMAIL, CHOSEN) == Proven(EMAIL)


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
        ("CodeMismatchException", RejectedError, "challenge_expired"),
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


def test_a_further_challenge_proves_nobody(client: "CognitoIdentityProviderClient") -> None:
    """Whoever has a second factor is not in after the first."""
    with Stubber(client) as stub:
        stub.add_response("initiate_auth", {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "s" * 20})
        with pytest.raises(RejectedError, match="challenge_not_supported"):
            CognitoIdentityProvider(client, "app").check(EMAIL, CHOSEN)
