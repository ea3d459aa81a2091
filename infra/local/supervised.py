"""Runs the emulator inside its own interpreter, tied to the life of the process that started it.

Started by `infra.local.emulator` with the emulator's Python, so it imports nothing of ours. The end of its standard
input means that the starter is gone, however it died: the emulator then stops gracefully. Two lines are answered on
standard output, for which the emulator has no public call: `busy?` with the work under way, and `kill <function>` with
how many of the function's processes were killed, as a machine that fails would kill them.
"""

import io
import json
import os
import runpy
import shutil
import signal
import sys
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


def kill(function: str) -> dict[str, int]:
    """Kill every process of a function with no warning, whatever it is doing, and return how many there were."""
    from ministack.core import lambda_runtime

    killed = 0
    for key, workers in list(lambda_runtime._workers.items()):  # noqa: SLF001 - no public way
        if f":{function}:" in key:
            for process in [worker._proc for worker in list(workers)]:  # noqa: SLF001
                if process is not None and process.poll() is None:
                    process.kill()
                    killed += 1
    return {"killed": killed}


class LinkedZip(zipfile.ZipFile):
    """A zip that says in its comment where it lies unpacked, and is linked from there.

    The emulator unpacks every layer anew for every process of a function, which is most of a cold start here.
    """

    def extractall(self, path: object = None, members: object = None, pwd: object = None) -> None:  # noqa: ARG002
        """Put a link in place of the empty folder `path`; a zip that says nothing is unpacked as always."""
        unpacked = Path(self.comment.decode())
        if self.comment and unpacked.is_dir():
            Path(str(path)).rmdir()
            Path(str(path)).symlink_to(unpacked)
        else:
            super().extractall(str(path))


def label_of(archive: bytes) -> bytes:
    """Return an empty zip with this one's comment where that names a folder, else the zip as it is."""
    with zipfile.ZipFile(io.BytesIO(archive)) as told:
        if not told.comment or not Path(told.comment.decode()).is_dir():
            return archive
        label = io.BytesIO()
        with zipfile.ZipFile(label, "w") as empty:
            empty.comment = told.comment
        return label.getvalue()


def _link_layers() -> None:
    """Let a process of a function find its layers where they were built, instead of 200 MB of copies of its own."""
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    whole, labels = lambda_svc._resolve_layer_zip, {}  # noqa: SLF001 - no public way

    def label(layer: object) -> bytes | None:
        key = str(layer)  # a version of a layer never changes
        if key not in labels:
            archive = whole(layer)
            labels[key] = label_of(archive) if archive else archive
        found: bytes | None = labels[key]
        return found

    lambda_svc._resolve_layer_zip = label  # noqa: SLF001
    lambda_runtime.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": LinkedZip})


def _authorize_batches_as_sqs_does() -> None:
    """Ask for sqs:SendMessage where SendMessageBatch is called: AWS knows no action of that name, the emulator does."""
    from ministack.core import iam_actions

    named_by_call = iam_actions.extract_iam_action

    def named_by_grant(service: str, *request: object) -> str | None:
        action: str | None = named_by_call(service, *request)
        return action.removesuffix("Batch") if action is not None and service == "sqs" else action

    iam_actions.extract_iam_action = named_by_grant


def _hand_cookies_over_as_the_gateway_does() -> None:
    """Put a request's cookies into the event's list `cookies`: payload format 2.0 has them there, the emulator forgets them."""
    from ministack.services import lambda_svc

    execute = lambda_svc._execute_function_with_config_scope  # noqa: SLF001

    def with_cookies(record: object, event: object, *more: object, **named: object) -> object:
        if isinstance(event, dict) and event.get("version") == "2.0" and "cookie" in event.get("headers", {}):
            event["cookies"] = [
                one.strip() for one in event["headers"].pop("cookie").split(";") if one.strip()
            ]
        return execute(record, event, *more, **named)

    lambda_svc._execute_function_with_config_scope = with_cookies  # noqa: SLF001


class Supervisor(threading.Thread):
    """Listens to the starter; `orphaned` tells afterwards that it went without a word."""

    def __init__(self, answers: TextIO) -> None:
        super().__init__(daemon=True)
        self._answers = answers
        self.orphaned = False

    def run(self) -> None:
        """Answer until told to stop or left alone, then stop the emulator."""
        try:
            self.orphaned = self._listen()
        finally:  # also when a question failed: an emulator that no longer answers is of no use
            os.kill(os.getpid(), signal.SIGTERM)

    def _listen(self) -> bool:
        for line in sys.stdin:
            command, _, function = line.strip().partition(" ")
            if command == "stop":
                return False
            answer = kill(function) if command == "kill" else work_under_way()
            print(json.dumps(answer), file=self._answers, flush=True)
        return True


def main() -> None:
    """Give the answers a channel of their own, then become the emulator."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    supervisor = Supervisor(answers)
    supervisor.start()
    _link_layers()
    _authorize_batches_as_sqs_does()
    _hand_cookies_over_as_the_gateway_does()
    sys.argv = ["ministack"]
    try:
        runpy.run_module("ministack.app", run_name="__main__")
    finally:
        if supervisor.orphaned:  # nobody else is left to clear up
            shutil.rmtree(Path(os.environ["TMPDIR"]).parent, ignore_errors=True)


if __name__ == "__main__":
    main()
