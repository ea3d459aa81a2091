"""Progress lines: what is being done, and how long since the start."""

import time
from collections.abc import Callable


def progress_lines() -> Callable[[str], None]:
    """Return a printer that puts the seconds since now before each line."""
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:6.1f} s  {text}", flush=True)

    return say
