"""Prints the figures, as ratios to floors measured in the same run: `make bench`."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from time import process_time
from typing import Any

from tests.bench import figures, floors, imports
from tests.bench.meter import MeteredCloud, metered_cloud
from tests.bench.stage import SECRET, TABLE, Stage, set_up, signature

ROUNDS = 7
DELIVERIES = 50
BATCH = 10
# Does a job for the orders of these numbers.
Job = Callable[[Sequence[Any]], None]


def main() -> None:
    """Measure and print."""
    print("Import: CPU of a fresh process, against an empty handler")
    for name, ms, ratio in imports.measure():
        print(f"  {name:<34} {ms:9.0f} ms {ratio:7.1f} ×")
    print(
        "\nFigures at scale: against bare DuckDB on the same files, and a small workspace against a large one"
    )
    figures.measure(print)
    with metered_cloud() as cloud:
        stage = set_up(cloud)
        fresh = count(1000)
        print("\nCPU per delivery, against the least a Python program would do")
        _print_cost("acknowledged webhook", stage.webhook, _door(), _bodies(stage), _door_floor(stage), fresh)
        _print_cost("ingested delivery", stage.message, _worker(), stage.message, _worker_floor(stage), fresh)
        print("\nAWS calls and write units per delivery (units: upper bound)")
        numbers = [next(fresh) for _ in range(DELIVERIES)]
        _print_calls("receive_webhook", cloud, _door(), list(map(stage.webhook, numbers)))
        messages = list(map(stage.message, numbers))
        _print_calls(f"ingest_deliveries, {BATCH} a batch", cloud, _worker(), messages)
        _print_calls("the same once more", cloud, _worker(), messages)


def _print_cost(
    name: str,
    wants: Callable[[int], Any],
    job: Job,
    floor_wants: Callable[[int], Any],
    floor: Job,
    fresh: "count[int]",
) -> None:
    ours: list[float] = []
    least: list[float] = []
    # Interleaved, so that a busy machine slows both.
    for _ in range(ROUNDS):
        ours.append(_cpu_us(job, [wants(next(fresh)) for _ in range(DELIVERIES)]))
        least.append(_cpu_us(floor, [floor_wants(next(fresh)) for _ in range(DELIVERIES)]))
    print(f"  {name:<34} {min(ours):9.0f} µs {min(ours) / min(least):7.1f} ×   (floor {min(least):.0f} µs)")


def _cpu_us(job: Job, inputs: Sequence[Any]) -> float:
    with _unheard():
        before = process_time()
        job(inputs)
        return (process_time() - before) * 1e6 / len(inputs)


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """Let log lines be written, which is part of a function's work, and go nowhere."""
    sys.stdout.flush()
    heard = os.dup(1)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            sys.stdout.flush()
            os.dup2(heard, 1)
            os.close(heard)


def _print_calls(name: str, cloud: MeteredCloud, job: Job, inputs: Sequence[Any]) -> None:
    cloud.clear()
    _cpu_us(job, inputs)
    calls, units = cloud.counts()
    listed = ", ".join(
        f"{operation} {number / len(inputs):.2g}" for operation, number in sorted(calls.items())
    )
    print(
        f"  {name:<34} {calls.total() / len(inputs):6.2f} calls {units / len(inputs):6.2f} units   ({listed})"
    )


def _door() -> Job:
    from functions.receive_webhook.handler import handler

    def run(events: Sequence[Any]) -> None:
        for event in events:
            answer = handler(event, None)
            assert answer["statusCode"] == 200, answer

    return run


def _bodies(stage: Stage) -> Callable[[int], tuple[bytes, str]]:
    def signed(number: int) -> tuple[bytes, str]:
        body = stage.body(number)
        return body, signature(body)

    return signed


def _door_floor(stage: Stage) -> Job:
    client = floors.BareClient(stage.cloud.port, "sqs", "AmazonSQS")

    def run(signed: Sequence[Any]) -> None:
        for body, signed_as in signed:
            assert floors.acknowledge(client, stage.queue_url, SECRET, body, signed_as)

    return run


def _worker() -> Job:
    from functions.ingest_deliveries.handler import handler

    def run(messages: Sequence[Any]) -> None:
        for start in range(0, len(messages), BATCH):
            records = [
                {"messageId": str(i), "body": body} for i, body in enumerate(messages[start : start + BATCH])
            ]
            answer = handler({"Records": records}, None)
            assert answer == {"batchItemFailures": []}, answer

    return run


def _worker_floor(stage: Stage) -> Job:
    client = floors.BareClient(stage.cloud.port, "dynamodb", "DynamoDB_20120810")

    def run(messages: Sequence[Any]) -> None:
        for message in messages:
            floors.ingest(client, TABLE, message)

    return run


if __name__ == "__main__":
    main()
