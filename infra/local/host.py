"""What the local cloud takes from the machine it runs on: ports, the interpreter's name, the signal to stop."""

import contextlib
import json
import platform
import random
import signal
import socket
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

from infra.local.template import ROOT

OWN_PORTS = (20000, 32768)
"""Below those that Linux, macOS and Windows lend to outgoing connections: one of these could be taken before it is bound here."""


@dataclass(frozen=True, kw_only=True)
class Ports:
    """The loopback ports of the emulator and of the console in front of it."""

    emulator: int
    console: int


def choose_ports(keep: Path | None, console: int) -> Ports:
    """Return free ports, or those of the last start when `keep` has them: kept queue addresses contain the port."""
    remembered = keep / "ports.json" if keep is not None else None
    if remembered is not None and remembered.exists():
        ports = Ports(**json.loads(remembered.read_text()))
        return Ports(emulator=ports.emulator, console=console or ports.console)
    ports = Ports(emulator=free_port(), console=console or free_port())
    if remembered is not None:
        remembered.parent.mkdir(parents=True, exist_ok=True)
        remembered.write_text(json.dumps(asdict(ports)))
    return ports


def free_port() -> int:
    """Return a loopback port that nothing listens on now, and that no system gives to whoever asks for just any."""
    while True:
        port = random.SystemRandom().randrange(*OWN_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def host_parameters() -> dict[str, str]:
    """Return the template's Runtime and Architecture for this interpreter and machine."""
    machine = "arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"
    return {"Runtime": f"python3.{sys.version_info.minor}", "Architecture": machine}


def stage_parameters(stage: str, config: Path = ROOT / "samconfig.toml") -> dict[str, str]:
    """Return the template's parameters that samconfig.toml gives a stage, as `sam deploy` would read them."""
    settings = tomllib.loads(config.read_text())[stage]["deploy"]["parameters"]
    return dict(assignment.split("=", 1) for assignment in settings["parameter_overrides"])


@contextlib.contextmanager
def stop_on_sigterm() -> Iterator[None]:
    """Make SIGTERM leave through every `finally`, as Ctrl-C does. Only the main thread can set that up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
