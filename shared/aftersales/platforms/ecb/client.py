"""Asks the bank for new rates a few times a day; it publishes once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx

from aftersales.deliveries.answers import must_be_good
from aftersales.deliveries.polling import Fetched, polled
from aftersales.records.errors import UnavailableError
from aftersales.records.workspace import Connection

ADDRESS = "https://data-api.ecb.europa.eu"
EVERY = timedelta(hours=6)
FIRST_LOOK_BACK = timedelta(days=90)
"""Before that the bundled history knows."""
OVERLAP = timedelta(days=5)
NO_RESULTS = 404


def fetch(
    connection: Connection,
    credentials: Mapping[str, str],
    cursor: str | None,
    now: datetime,
    http: httpx.Client,
) -> Fetched:
    """Fetch the daily rates since some days before the last call; `credentials` may hold another `base_url`, and no secret."""
    asked = datetime.fromisoformat(cursor) if cursor else None
    if asked is not None and asked <= now < asked + EVERY:
        return Fetched((), asked.isoformat(), more=False)
    since = now - FIRST_LOOK_BACK if asked is None else min(asked, now) - OVERLAP
    try:
        answer = http.get(
            f"{credentials.get('base_url') or ADDRESS}/service/data/EXR/D..EUR.SP00.A",
            params={"startPeriod": since.date().isoformat(), "format": "csvdata", "detail": "dataonly"},
        )
    except httpx.HTTPError as error:
        raise UnavailableError("platform_unreachable") from error
    # The portal answers 404 where a query finds nothing.
    if answer.status_code == NO_RESULTS:
        return Fetched((), now.isoformat(), more=False)
    must_be_good(answer.status_code, answer.headers.get("retry-after"), now)
    return Fetched((polled(connection, "rates", answer.content, now),), now.isoformat(), more=False)
