"""The console's cookies. Over https they carry the `__Host-` prefix, so that no sibling domain can plant one."""

from collections.abc import Mapping
from dataclasses import dataclass

YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Cookies:
    """Names and writes cookies; `secure` when the console is served over https."""

    secure: bool

    def name(self, plain: str) -> str:
        """Return the name under which a cookie travels."""
        return f"__Host-{plain}" if self.secure else plain

    def read(self, cookies: Mapping[str, str], plain: str) -> str:
        """Return a cookie's value, or ''."""
        return cookies.get(self.name(plain), "")

    def write(self, plain: str, value: str, seconds: int) -> str:
        """Return a Set-Cookie value; the browser alone reads it, scripts do not. Zero seconds removes it."""
        tail = "; Secure" if self.secure else ""
        return f"{self.name(plain)}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{tail}"
