"""Runs the emulator inside its own interpreter, tied to the life of the process that started it.

Started by `infra.local.emulator` with the emulator's Python, so it imports nothing of ours. The end of its standard
input means that the starter is gone, however it died: the emulator then stops gracefully. The line `busy?` is answered
on standard output with the work under way, which no public call of the emulator tells.
"""

import hashlib
import json
import os
import runpy
import shutil
import signal
import sys
import tempfile
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import TextIO


def work_under_way() -> dict[str, int]:
    """Return how many invocations run, and how many table changes the stream's consumers have not taken yet."""
    # The emulator lives in an environment of its own, where the type checker does not look.
    from ministack.core import lambda_runtime  # type: ignore[import-not-found]
    from ministack.core.responses import request_scope  # type: ignore[import-not-found]
    from ministack.services import dynamodb, lambda_svc  # type: ignore[import-not-found]

    behind = 0
    for (account, region, mapping_id), mapping in list(lambda_svc._esms._data.items()):  # noqa: SLF001 - no public way
        source = mapping["EventSourceArn"]
        if ":dynamodb:" not in source:
            continue
        table = source.split("/stream/")[0].rsplit("/", 1)[-1]
        with request_scope(account, region):
            start, end = dynamodb.stream_start_position(table), dynamodb.stream_end_position(table)
        read = lambda_svc._dynamodb_stream_positions._data.get((account, region, mapping_id), start)  # noqa: SLF001
        behind += max(0, end - max(read, start))
    batches = sum(lambda_svc._esm_inflight.values())  # noqa: SLF001
    return {"running": lambda_runtime.workers_in_use() + batches, "behind": behind}


class LinkedZip(zipfile.ZipFile):
    """A zip that unpacks once per content and is linked from there.

    The emulator unpacks every layer for every process of a function; for our layers that is a second of each start.
    """

    _unpacking = threading.Lock()
    kept = Path(tempfile.gettempdir(), "unpacked")

    def extractall(self, path: object = None, members: object = None, pwd: object = None) -> None:  # noqa: ARG002
        """Fill `path` with links to the unpacked content."""
        listed = repr([(entry.filename, entry.CRC) for entry in self.infolist()])
        kept = self.kept / hashlib.sha256(listed.encode()).hexdigest()
        with self._unpacking:
            if not kept.exists():
                partial = kept.with_suffix(".partial")
                super().extractall(partial)
                partial.rename(kept)
        shutil.copytree(kept, str(path), copy_function=os.link, dirs_exist_ok=True)


def _link_layers() -> None:
    from ministack.core import lambda_runtime

    lambda_runtime.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": LinkedZip})


def _listen(answers: TextIO) -> None:
    for line in sys.stdin:
        if line.strip() == "busy?":
            print(json.dumps(work_under_way()), file=answers, flush=True)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Give the answers a channel of their own, then become the emulator."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    threading.Thread(target=_listen, args=(answers,), daemon=True).start()
    _link_layers()
    sys.argv = ["ministack"]
    runpy.run_module("ministack.app", run_name="__main__")


if __name__ == "__main__":
    main()
