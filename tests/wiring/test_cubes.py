"""How far the connections have come, and where a process builds."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from aftersales.records.workspace import Connection
from aftersales.wiring.cubes import watermarks
from tests.metrics.history import at

_FOLDER = """
import sys
from aftersales.wiring.cubes import app
print(app().folder, flush=True)
sys.stdin.read()
"""


def connection(**changes: object) -> Connection:
    """A polled connection."""
    made = Connection(
        workspace="demo", id="c", platform="woocommerce", store="c", name="c", address="c", every_minutes=5
    )
    return made.having(**changes)


def test_the_slowest_polled_connection_counts() -> None:
    """Webhooks and connections that never began say nothing; one that only ever failed has come nowhere."""
    quick, slow = connection(last_success_at=at("2026-11-16")), connection(last_success_at=at("2026-11-10"))
    pushed = connection(every_minutes=0, last_success_at=at("2026-01-01"))
    assert min(watermarks([quick, slow, pushed, connection(id="new")]).values()) == at("2026-11-10")
    assert watermarks([pushed, connection()]) == {}
    assert min(watermarks([quick, connection(id="ill", failures=3)]).values()) < at("2000-01-01")


def test_two_processes_refresh_in_folders_of_their_own(tmp_path: Path) -> None:
    """A refresh that is called for beside the scheduled one must not drop the files that the other is reading."""
    places = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TMPDIR": str(tmp_path),
        "AWS_DEFAULT_REGION": "eu-west-1",
    }
    names = {"TABLE_NAME": "table", "LAKE_BUCKET": "lake"}
    command = [sys.executable, "-c", _FOLDER]
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "text": True,
        "env": {**places, **names},
    }
    with subprocess.Popen(command, **pipes) as one, subprocess.Popen(command, **pipes) as other:
        assert one.stdout
        assert other.stdout
        found = [one.stdout.readline(), other.stdout.readline()]
    assert found[0] != found[1]
    assert all(line.startswith(str(tmp_path)) for line in found)
