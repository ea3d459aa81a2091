"""Who wrote a mail: a customer, one of ours, or a machine. An automatic answer must neither open a case nor stop a clock."""

import re

from aftersales.platforms.mail.letter import Letter
from aftersales.records.message import Author

_NOBODY = re.compile(
    r"(mailer-daemon|postmaster|bounces?|no-?reply|do-?not-?reply|auto-?reply|notifications?|seller-notification)([+._-].*)?$"
)
_AWAY = re.compile(
    r"(automatic reply|auto(matic)?[ -]?repl|out of (the )?office"
    r"|abwesenheits|automatische antwort|unzustellbar"
    r"|réponse automatique|absence du bureau"
    r"|respuesta automática|fuera de la oficina"
    r"|risposta automatica|fuori sede"
    r"|automatisch antwoord|afwezigheid"
    r"|自動返信|自動応答|不在通知|自动回复|自動回覆|自動回复"
    r"|undelivered mail|delivery status notification|mail delivery (failed|subsystem)|undeliverable)",
    re.IGNORECASE,
)
_BULK = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_RELAY = re.compile(r"@(marketplace\.amazon\.|members\.ebay\.)")


def is_relay(address: str) -> bool:
    """Whether an address stands for a buyer behind a platform's relay."""
    return _RELAY.search(address) is not None


def plain_address(address: str) -> str:
    """Return an address in lower case without the part behind a plus sign."""
    name, _, domain = address.strip().lower().partition("@")
    return f"{name.partition('+')[0]}@{domain}"


def author_of(letter: Letter, sender: str, own: str) -> Author:
    """Tell the author by headers first, then by address."""
    if _is_automatic(letter, sender):
        return Author.MACHINE
    return Author.AGENT if plain_address(sender) == plain_address(own) else Author.CUSTOMER


def is_forged(letter: Letter, sender: str, own: str) -> bool:
    """Whether a mail that claims to be ours was found not to be (by the receiving mail service)."""
    if plain_address(sender) != plain_address(own):
        return False
    verdicts = " ".join(letter.headers.get("authentication-results", ())).lower()
    return "dmarc=fail" in verdicts or ("spf=fail" in verdicts and "dkim=pass" not in verdicts)


def is_infected(letter: Letter) -> bool:
    """Whether the receiving mail service found a virus."""
    return letter.raw("x-ses-virus-verdict").strip().upper() == "FAIL"


def _is_automatic(letter: Letter, sender: str) -> bool:
    submitted = letter.raw("auto-submitted").strip().lower().partition(";")[0]
    if submitted not in {"", "no"}:
        return True
    if letter.content_type == "multipart/report" or letter.raw("return-path").strip() == "<>":
        return True
    if letter.raw("x-autoreply") or letter.raw("x-autorespond") or letter.raw("x-auto-reply"):
        return True
    if _AWAY.match(letter.header("subject")):
        return True
    if is_relay(sender):
        return False  # a relay may add the headers of a mailing list; behind it is a person all the same
    if letter.raw("precedence").strip().lower() in _BULK or letter.raw("list-unsubscribe"):
        return True
    return not sender or _NOBODY.match(sender.partition("@")[0]) is not None
