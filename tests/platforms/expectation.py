"""Samples of a platform with what is expected of them: `<sample>.json` and `<sample>.expected.json` in events/platforms/<name>/."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aftersales.deliveries.parsed import Parse, Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.records.errors import RejectedError

EVENTS = Path(__file__).parents[2] / "events" / "platforms"
PREFIXES = ("x-shopify-", "x-wc-webhook-")


@dataclass(frozen=True)
class Sample:
    """One body out of a sample file."""

    file: str
    part: str
    name: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def listing(platform: str) -> dict[str, dict[str, Any]]:
    """Return samples.json: every sample that was looked at, and what is left out for which reason."""
    listed: dict[str, dict[str, Any]] = json.loads((EVENTS / platform / "samples.json").read_text("utf-8"))
    return listed


def kept_files(platform: str) -> set[str]:
    """Return the sample files that lie in the folder."""
    found = (EVENTS / platform).glob("*.json")
    return {
        path.name
        for path in found
        if path.name != "samples.json" and not path.name.endswith(".expected.json")
    }


def samples(platform: str, file: str) -> Iterator[Sample]:
    """Yield the bodies of one sample file, byte for byte but for white space."""
    listed = listing(platform)[file]
    content = json.loads((EVENTS / platform / file).read_text("utf-8"))
    if "exchanges" in listed:
        for exchange in content:
            yield _sample(file, str(exchange["exchange"]), listed, exchange["response"])
    elif file.startswith("webhook_"):
        headers = content["headers"]
        kept = {
            name.removeprefix(prefix): headers[name]
            for prefix in PREFIXES
            for name in headers
            if name.startswith(prefix)
        }
        yield Sample(file, "body", listed["name"], json.dumps(content["body"]).encode(), kept)
    else:
        for part in listed.get("parts", ["body"]):
            yield _sample(file, part, listed, content[part] if "parts" in listed else content)


def _sample(file: str, part: str, listed: Mapping[str, Any], body: object) -> Sample:
    return Sample(file, part, listed["name"], json.dumps(body).encode(), listed.get("headers", {}))


def delivery(platform: str, sample: Sample) -> RawDelivery:
    """Wrap a sample as it would come in."""
    return RawDelivery(
        workspace="demo",
        connection=f"{platform}-store",
        platform=platform,
        store=f"{platform}-store",
        channel="webhook",
        name=sample.name,
        received_at="2026-11-22T02:00:00.000+00:00",
        body=sample.body,
        headers=sample.headers,
    )


def told(parse: Parse, raw: RawDelivery) -> Any:
    """Return what a parser makes of a delivery, as JSON that a person can read: defaults are left out."""
    try:
        parsed: Parsed = parse(raw)
    except RejectedError as error:
        return {"rejected": str(error)}
    if parsed.ignored:
        return {"ignored": parsed.ignored}
    return [
        {
            "version": observation.version,
            "occurred_at": observation.occurred_at.isoformat(),
            "actor": observation.actor.value,
            "kind": observation.record.kind,
            **json.loads(observation.record.model_dump_json(exclude_defaults=True)),
        }
        for observation in parsed.observations
    ]


def expected(platform: str, file: str) -> Any:
    """Return what is expected of a sample file, by part."""
    path = EVENTS / platform / file.replace(".json", ".expected.json")
    return json.loads(path.read_text("utf-8"))
