"""Waiting until nothing is under way any more: gives up when nothing moves, not when a slow machine takes its time."""

import math
import time
from collections.abc import Callable, Mapping

SAYS_EVERY = 20.0
"""Seconds of waiting between two lines that tell how much is left."""


class NotQuietError(Exception):
    """Work was still under way, and none of it had ended for as long as one was ready to wait."""


def on_the_way(queues: Mapping[str, int], work: Mapping[str, int]) -> dict[str, int]:
    """Return counts in the order in which work passes through them: messages of queues, table changes behind, what is running.

    What runs comes last: a stream that is taken in is progress, however many functions do it.
    """
    return {**queues, "behind": work["behind"], "running": work["running"]}


def wait_until_quiet(
    waiting: Callable[[], Mapping[str, int]],
    *,
    patience: float,
    say: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Return once `waiting` counts nothing, twice: between a queue and a function a message is nowhere to be seen.

    `waiting` names its counts in the order in which work passes through them: a step is done where one of them is
    less than ever before and none ahead of it is more, for what ends in one place often begins in the next.
    Raises NotQuietError when no step was done for `patience` seconds. `say` gets a line now and then.
    """
    said = moved = clock()
    least: tuple[float, ...] = (math.inf,)
    quiet = False
    while True:
        counts, now = waiting(), clock()
        left = {name: count for name, count in counts.items() if count}
        if quiet and not left:
            return
        quiet = not left
        if quiet or tuple(counts.values()) < least:
            least, moved = (math.inf,) if quiet else tuple(counts.values()), now
        elif now - moved > patience:
            raise NotQuietError(f"still under way, with no progress for {patience:g} s: {left}")
        if left and now - said >= SAYS_EVERY:
            said = now
            say("still under way: " + ", ".join(f"{name} {count}" for name, count in left.items()))
        sleep(0.15)
