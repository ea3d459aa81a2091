"""`python -m infra.local.history --facts 5000000 --folder DIR`: years of one workspace as the objects of a lake."""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from infra.local.history.copies import write_copies
from infra.local.history.pattern import pattern
from infra.local.progress import progress_lines
from infra.local.seller.world import build

_ORDERS = 1000
_HALF_YEARS = 5


def main() -> None:
    """Simulate one half year, read it as the product does, and repeat it."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--facts", type=int, default=5_000_000)
    wanted.add_argument(
        "--folder", type=Path, required=True, help="becomes the lake's bucket: facts/, cases/"
    )
    wanted.add_argument("--workspace", default="history")
    wanted.add_argument("--half-years", type=int, default=_HALF_YEARS)
    given = wanted.parse_args()
    say, began = progress_lines(), time.monotonic()
    say(f"simulating half a year of {_ORDERS} orders and reading it as the product does")
    model = pattern(build(now=datetime.now(UTC), orders=_ORDERS), given.workspace, given.half_years)
    say(f"repeating {len(model.facts)} facts and {len(model.cases)} cases")
    written = write_copies(model, given.folder, given.workspace, given.facts)
    say(f"{written:,} facts in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
