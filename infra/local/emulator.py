"""The emulator's process: started with a clean environment on loopback, asked how busy it is, stopped gracefully."""

import contextlib
import json
import os
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from infra.local.template import ROOT

PYTHON = ROOT / ".tools" / "ministack" / "bin" / "python"
SECONDS_TO_START = 300  # for a machine that has stopped; it takes three
SECONDS_TO_STOP = 60  # it writes its state on the way out, if it keeps any


class EmulatorError(Exception):
    """The emulator did not start, or is gone."""


class Emulator:
    """One emulator of AWS at `url`.

    `folder` takes its log and its temporary files; `keep`, when given, what it remembers between starts. Functions
    inherit this process's environment, so it holds nothing but what is needed here and `environment`.
    """

    def __init__(self, folder: Path, *, port: int, keep: Path | None, environment: dict[str, str]) -> None:
        if not PYTHON.exists():
            raise EmulatorError(f"{PYTHON} is missing: run `make demo`, which sets it up")
        self.url = f"http://127.0.0.1:{port}"
        self._asking = threading.Lock()
        self._log = folder / "emulator.log"
        temporary = folder / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        settings = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(temporary),
            "TMPDIR": str(temporary),
            "LANG": "C.UTF-8",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL": self.url,
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "AUTH": "true",  # a call that the function's role does not grant fails here, not in production
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
        }
        if keep is not None:
            _forget_stream_positions(keep)
            settings |= {"PERSIST_STATE": "1", "STATE_DIR": str(keep / "state")}
            settings |= {"S3_PERSIST": "1", "S3_DATA_DIR": str(keep / "s3")}
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [str(PYTHON), str(ROOT / "infra" / "local" / "supervised.py")],
                env=settings | environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # Ctrl-C is for us alone: the emulator stops when told, after the last message is through.
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Return when it answers. Raises EmulatorError with the end of its log when it does not."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_ministack/ready", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise EmulatorError(f"the emulator did not start:\n{self.log_end()}")

    def work_under_way(self) -> dict[str, int]:
        """Return {"running": invocations, "behind": table changes not yet taken by the stream's consumers}."""
        return self._ask("busy?")

    def kill(self, function: str) -> int:
        """Kill the processes of a function of this physical name, and return how many there were."""
        return self._ask(f"kill {function}")["killed"]

    def _ask(self, question: str) -> dict[str, int]:
        if self._process.stdin is None or self._process.stdout is None or self._process.poll() is not None:
            raise EmulatorError(f"the emulator is gone:\n{self.log_end()}")
        with self._asking:
            self._process.stdin.write(f"{question}\n")
            self._process.stdin.flush()
            answer: dict[str, int] = json.loads(self._process.stdout.readline())
        return answer

    def log_end(self) -> str:
        """Return the last lines of its log."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-30:])

    def stop(self) -> None:
        """Stop it gracefully, else by force; its functions' processes end with it."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write("stop\n")
                self._process.stdin.close()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _forget_stream_positions(keep: Path) -> None:
    """Drop the positions of stream consumers from kept state.

    The emulator keeps positions but not the stream itself, so after a restart its consumers would skip as many new
    changes as they had read before. We stop only when every change is read, so starting anew loses none.
    """
    state = keep / "state" / "lambda.json"
    if not state.exists():
        return
    document = json.loads(state.read_text())
    positions = document.get("dynamodb_stream_positions")
    if isinstance(positions, dict) and "data" in positions:
        positions["data"] = type(positions["data"])()
        state.write_text(json.dumps(document))
