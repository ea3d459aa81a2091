"""What a platform's HTTP answer means for the one who asked, whichever HTTP library asked."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aftersales.records.errors import RejectedError, UnavailableError

LONGEST_WAIT = 3600
UNAUTHORISED = frozenset({401, 403})
BUSY = frozenset({408, 425, 429})


def must_be_good(status: int, retry_after: str | None, now: datetime) -> None:
    """Return if the answer is good (2xx).

    Raises UnavailableError with the seconds to wait as its detail where a later call may work, RejectedError otherwise.
    """
    if 200 <= status < 300:  # noqa: PLR2004 the numbers of HTTP are their own names
        return
    if status in UNAUTHORISED:
        raise RejectedError("authorisation_expired", str(status))
    if status in BUSY or status >= 500:  # noqa: PLR2004 the same
        raise UnavailableError(f"platform_answered_{status}", seconds_to_wait(retry_after, now))
    raise RejectedError(f"platform_answered_{status}")


def seconds_to_wait(retry_after: str | None, now: datetime) -> str:
    """Read a Retry-After header, a number of seconds (Shopify sends "2.0") or a date; empty where it says nothing useful."""
    if not retry_after:
        return ""
    try:
        seconds = float(retry_after)
    except ValueError:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return ""
        seconds = ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()
    return str(round(min(max(seconds, 0.0), LONGEST_WAIT))) if seconds == seconds else ""  # noqa: PLR0124 nan
