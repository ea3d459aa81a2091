"""GET /r/{token} → the report's file for five minutes, or a page that says why not."""

from datetime import UTC, datetime
from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.links import LinksApp, app


def handler(event: dict[str, Any], context: object, links: LinksApp | None = None) -> dict[str, Any]:
    """Check the token; `lang` (zh, en) and `file` (html, csv, xlsx) choose what it opens."""
    query = event.get("queryStringParameters") or {}
    accepted = event.get("headers", {}).get("accept-language", "zh")
    answer = (links or app()).open(
        event["pathParameters"]["token"],
        language=query.get("lang") or ("zh" if accepted.lower().startswith("zh") else "en"),
        form=query.get("file", "html"),
        now=datetime.now(UTC),
    )
    report("open_link", {answer.outcome: 1})
    return {"statusCode": answer.status, "headers": answer.headers, "body": answer.body}
