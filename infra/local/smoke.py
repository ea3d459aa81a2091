"""`make smoke`: the demo without staying up. Asserts its end state over HTTP; the exit code tells."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

from infra.local.progress import progress_lines
from infra.local.scene import ORDERS, scene
from infra.local.smoke_checks import CHECKS
from infra.local.smoke_travellers import WALK, walk_of
from infra.local.smoke_visitor import Failed, Visitor


@dataclass(slots=True)
class Score:
    """Which checks held."""

    held: int = 0
    failed: list[str] = field(default_factory=list)


def main() -> int:
    """Run every check on a fresh scene, then look for processes left behind."""
    say = progress_lines()
    before = children()
    score = Score()
    orders = int(os.environ.get("ORDERS") or ORDERS)
    with scene(say=say, orders=orders) as shown, httpx.Client(timeout=60) as http:
        visitor = Visitor(shown, http)
        run([partial(check, shown, visitor) for check in CHECKS], score, say)
        with walk_of(shown, http) as walk:
            run([partial(step, walk) for step in WALK], score, say)
    time.sleep(1)
    left = children() - before
    say("stopped; no process is left" if not left else f"FAILED  processes left: {sorted(left)}")
    if left:
        score.failed.append("leaves no process")
    print(f"\n{score.held} of {score.held + len(score.failed)} checks hold")
    return 1 if score.failed else 0


def run(checks: Sequence[partial[str]], score: Score, say: Callable[[str], None]) -> None:
    """Run checks one after the other; one that fails does not hide the next."""
    for check in checks:
        rule = (check.func.__doc__ or check.func.__name__).splitlines()[0]
        try:
            found = check()
        except (Failed, httpx.HTTPError) as error:
            score.failed.append(rule)
            say(f"FAILED  {rule}\n          {error}")
        else:
            score.held += 1
            say(f"holds   {rule}" + (f" ({found})" if found else ""))


def children() -> set[int]:
    """Return the ids of all processes below this one, Linux and macOS alike."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    below: dict[int, list[int]] = {}
    for child, parent in pairs:
        below.setdefault(parent, []).append(child)
    return set(_descendants(os.getpid(), below))


def _descendants(process: int, below: dict[int, list[int]]) -> Iterator[int]:
    for child in below.get(process, []):
        # `ps` itself was one of them when it looked.
        if Path(f"/proc/{child}").exists() or not Path("/proc").exists():
            yield child
        yield from _descendants(child, below)


if __name__ == "__main__":
    sys.exit(main())
