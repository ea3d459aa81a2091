"""A folder on the disk that no other living process uses, and that the next one goes on with when this one is gone."""

import fcntl
import os
from itertools import count
from pathlib import Path


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
        lock = os.open(folder / "held", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        # Of another user of this machine.
        return False
    try:
        # Held for as long as the file is open: until the process ends, however it ends.
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    return True
