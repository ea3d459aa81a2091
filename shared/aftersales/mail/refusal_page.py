"""The page that says why a report link does not open. Apart from the report, so that no chart library is loaded for it."""

from base64 import b64encode
from hashlib import sha256

from aftersales.mail.words import pages, styles, words


def refusal_page(why: str) -> tuple[str, str]:
    """Return the page, in both languages, and its content security policy."""
    text = (
        pages().get_template("refused.html").render(why=why, zh=words("zh"), en=words("en"), styles=styles())
    )
    digest = b64encode(sha256(styles().encode()).digest()).decode()
    return text, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"
