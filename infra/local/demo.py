"""`make demo`: the whole system on this machine, with a demo seller, until Ctrl-C. KEEP=1 keeps its data, PORT=… its address."""

import os
import signal
import threading
from pathlib import Path

from infra.local.cloud import STACK
from infra.local.demo_workspace import PEOPLE
from infra.local.mailbox import REGION
from infra.local.progress import progress_lines
from infra.local.scene import ORDERS, Scene, scene
from infra.operations.target import announced

KEPT = Path(".demo")
PORT = 8765


def main() -> None:
    """Start, print where to look, and stay until the person has seen enough."""
    say = progress_lines()
    keep = KEPT if os.environ.get("KEEP") else None
    port = int(os.environ.get("PORT") or PORT)
    orders = int(os.environ.get("ORDERS") or ORDERS)
    with (
        scene(say=say, orders=orders, keep=keep, port=port) as shown,
        # `make import`, `logs` and the other operations find the demo under stage=local.
        announced(shown.cloud.emulator_url, REGION, STACK),
    ):
        say("ready")
        print(_card(shown), flush=True)
        stop = threading.Event()
        signal.signal(signal.SIGINT, lambda *_: stop.set())
        stop.wait()
        say("stopping")


def _card(shown: Scene) -> str:
    people = "\n".join(f"             {email}   ({role}, {language})" for email, _, role, language in PEOPLE)
    return f"""
  Console    {shown.cloud.console_url}
  Sign in    {people.strip()}
  Password   {shown.password}
  Report     {shown.link}
  Mailbox    {shown.cloud.mailbox_url}

  The seller, its customers and their words are made up. Stop with Ctrl-C.
"""


if __name__ == "__main__":
    main()
