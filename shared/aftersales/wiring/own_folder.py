"""A folder on the disk that no other living process uses, and that the next one goes on with when this one is gone."""

import fcntl
from io import TextIOWrapper
from itertools import count
from pathlib import Path

_HELD: list[TextIOWrapper] = []
"""Locks are held for as long as their files are open: until the process ends, however it ends."""


def own_folder(place: Path, name: str) -> Path:
    """Return the first of the folders `name-0`, `name-1` … in a place that nobody holds, and hold it.

    A function that was killed is started anew on the same disk: it finds what it had fetched, and leaves no second copy of it.
    """
    for number in count():
        folder = place / f"{name}-{number}"
        if _hold(folder):
            return folder
    raise AssertionError("numbers do not end")


def _hold(folder: Path) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        lock = (folder / "held").open("w")
    except PermissionError:
        # Of another user of this machine.
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return False
    _HELD.append(lock)
    return True
