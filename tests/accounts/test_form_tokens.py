"""Form tokens: bound to one browser and one secret."""

from aftersales.accounts.form_tokens import form_token, is_form_token


def test_a_token_fits_its_own_cookie_only() -> None:
    """A token of one browser is no token for another."""
    token = form_token(b"secret", "cookie")
    assert is_form_token(b"secret", "cookie", token)
    assert not is_form_token(b"secret", "other", token)
    assert not is_form_token(b"another", "cookie", token)
    assert not is_form_token(b"secret", "cookie", "")


def test_without_secret_or_cookie_nothing_fits() -> None:
    """An unconfigured secret closes every form instead of opening all."""
    assert not is_form_token(b"", "cookie", form_token(b"", "cookie"))
    assert not is_form_token(b"secret", "", form_token(b"secret", ""))
