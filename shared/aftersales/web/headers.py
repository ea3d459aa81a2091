"""What every answer of the console tells the browser to refuse."""

from collections.abc import Mapping

_RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
POLICY = "; ".join(f"{what} {where}" for what, where in _RULES.items())
"""No inline script or style and no foreign origin: a customer's words can reach the page only as words."""

TWO_YEARS = 63_072_000


def security_headers(*, secure: bool) -> Mapping[str, str]:
    """Return the headers of every answer; `secure` when the console is served over https."""
    headers = {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    return {**headers, "strict-transport-security": f"max-age={TWO_YEARS}"} if secure else headers
