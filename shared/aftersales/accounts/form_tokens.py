"""Form tokens: proof that a form was served to the browser that now sends it."""

import hmac
from hashlib import sha256


def form_token(secret: bytes, cookie: str) -> str:
    """Derive the token from the browser's random cookie (its session, or before sign-in its visit)."""
    return hmac.new(secret, f"form:{cookie}".encode(), sha256).hexdigest()


def is_form_token(secret: bytes, cookie: str, token: str) -> bool:
    """Check a token in constant time; no cookie or no secret means no."""
    return bool(secret and cookie) and hmac.compare_digest(
        form_token(secret, cookie).encode(), token.encode()
    )
