"""Runs one function and prints its answer: `make invoke function=… [event=path.json] [stage=…]`."""

import json
import sys
from pathlib import Path

from infra.operations.target import ROOT, arguments, target_of


def event_of(function: str, path: str, root: Path = ROOT) -> bytes:
    """Return the event: the file named, else the function's first sample; exits with advice if there is none."""
    samples = sorted((root / "events" / "functions" / function).glob("*.json"))
    file = Path(path) if path else next(iter(samples), None)
    if file is None or not file.is_file():
        sys.exit(f"No event: give event=path.json, or put a sample into events/functions/{function}/")
    return file.read_bytes()


def main() -> None:
    """Invoke, print the answer, and exit with 1 if the function failed."""
    parser = arguments(__doc__)
    parser.add_argument("function")
    parser.add_argument("event", nargs="?", default="")
    given = parser.parse_args()
    if not given.function:
        parser.error("which function? make invoke function=…")
    event = event_of(given.function, given.event)
    target = target_of(given.stage)
    answer = target.client("lambda").invoke(FunctionName=target.function(given.function), Payload=event)
    payload = answer["Payload"].read()
    print(json.dumps(json.loads(payload or b"null"), ensure_ascii=False, indent=2))
    if "FunctionError" in answer:
        sys.exit(1)


if __name__ == "__main__":
    main()
