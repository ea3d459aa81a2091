"""HTTP requests of people → pages of the console."""

from datetime import UTC, datetime
from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.console import Pages, app


def handler(event: dict[str, Any], context: object, pages: Pages | None = None) -> dict[str, Any]:
    """Answer one request; the line in the log names neither address nor person."""
    answer = (pages or app()).answer(event, datetime.now(UTC))
    report("page", {}, method=event["requestContext"]["http"]["method"], status=answer["statusCode"])
    return answer
