"""Waiting until nothing is under way any more: gives up when nothing moves, not when a slow machine takes its time."""

import math
import time
from collections.abc import Callable, Mapping

SAYS_EVERY = 20.0
"""Seconds of waiting between two lines that tell how much is left."""


class NotQuietError(Exception):
    """Work was still under way, and none of it had ended for as long as one was ready to wait."""


def wait_until_quiet(
    waiting: Callable[[], Mapping[str, int]],
    *,
    patience: float,
    say: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Return once `waiting` counts nothing, twice: between a queue and a function a message is nowhere to be seen.

    Raises NotQuietError when for `patience` seconds there was never less than before. `say` gets a line now and then.
    """
    said = moved = clock()
    least: float = math.inf
    quiet = False
    while True:
        left = {name: count for name, count in waiting().items() if count}
        total, now = sum(left.values()), clock()
        if quiet and not left:
            return
        quiet = not left
        if total < least:
            least, moved = total or math.inf, now
        elif now - moved > patience:
            raise NotQuietError(f"still under way, with no progress for {patience:g} s: {left}")
        if left and now - said >= SAYS_EVERY:
            said = now
            say(f"{total} still under way")
        sleep(0.15)
