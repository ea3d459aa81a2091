"""The key of a customer within a workspace: derived from content, so that every path finds the same one."""

from hashlib import sha256


def customer_key(store: str, *, email: str | None = None, platform_id: str | None = None) -> str | None:
    """Return a key from the e-mail address (hashed, so that keys and logs hold no address), else from the platform's id."""
    if email and "@" in email:
        # Strangers write addresses of any bytes; those that are no text travel as lone surrogates.
        plain = email.strip().lower().encode("utf-8", "surrogatepass")
        return f"mail-{sha256(plain).hexdigest()[:16]}"
    if platform_id and platform_id not in {"0", ""}:
        return f"{store}-{platform_id}"
    return None
