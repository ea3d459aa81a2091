"""Whole Lambda events from events/functions."""

import json
from pathlib import Path
from typing import Any

_EVENTS = Path(__file__).parents[2] / "events" / "functions"


def event(function: str, name: str) -> dict[str, Any]:
    """Read one event of a function."""
    found: dict[str, Any] = json.loads((_EVENTS / function / f"{name}.json").read_text(encoding="utf-8"))
    return found
