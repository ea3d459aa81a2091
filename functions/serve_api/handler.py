"""HTTP requests of programs → JSON."""

from datetime import UTC, datetime
from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.api import Answers, app


def handler(event: dict[str, Any], context: object, answers: Answers | None = None) -> dict[str, Any]:
    """Answer one request; the gateway has checked the bearer token."""
    answer = (answers or app()).answer(event, datetime.now(UTC))
    report("api", {}, method=event["requestContext"]["http"]["method"], status=answer["statusCode"])
    return answer
