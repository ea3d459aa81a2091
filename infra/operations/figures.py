"""Prints figures of a workspace: `make figures workspace=… [metric=…] [period=2026-W46] [athena=DATABASE] [stage=…]`.

They are read as the console reads them. With the database of infra/athena.yaml, Athena is asked the same contracts over the same
export; a figure on which the two differ is marked, and the exit code is 1.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import sleep

from aftersales.aws.athena import AthenaLake
from aftersales.aws.objects import S3LakeObjects
from aftersales.aws.table import Table
from aftersales.aws.workspaces import DynamoWorkspaceStore
from aftersales.lake.cubes import CubeLake
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Lake
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure
from aftersales.metrics.period import Period, last_whole_week, named
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Settings
from infra.operations.target import Target, arguments, target_of

_POLL_SECONDS = 0.5
_ALIKE = 1e-9
"""Sums of the same numbers in another order differ by so much of themselves."""


def lines(
    metrics: Sequence[str], period: Period, settings: Settings, lakes: Sequence[Lake], now: datetime
) -> Iterator[tuple[str, bool]]:
    """Ask every lake for every metric; yield a line to print, and whether the lakes agree on it."""
    asked = [(name, None) for name in metrics]
    answers = [
        Evaluator(lake=lake, settings=settings, as_of=now, draw=Random(1).randrange).figures(asked, period)  # noqa: S311
        for lake in lakes
    ]
    for figures in zip(*answers, strict=True):
        agree = all(_is_same(figures[0], other) for other in figures[1:])
        said = "   ".join(_said(figure) for figure in figures)
        yield f"{'  ' if agree else '! '}{figures[0].metric:<44} {said}", agree


def _said(figure: Figure) -> str:
    value = "—" if figure.value is None else f"{figure.value:.6g}"
    return f"{value:>12}  n = {figure.denominator:g}"


def _is_same(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value and one.denominator == other.denominator
    return (
        abs(one.value - other.value) <= _ALIKE * max(1.0, abs(one.value))
        and one.denominator == other.denominator
    )


def _lakes(target: Target, settings: Settings, folder: Path, athena: str) -> list[Lake]:
    cubes = CubeLake(settings, S3LakeObjects(target.client("s3"), target.resource("LakeBucket")), folder)
    cubes.refresh()
    if not athena:
        return [cubes]
    # Only here: what speaks Athena's dialect is no part of the running system.
    from aftersales.lake.dialect import athena_sql

    asked = AthenaLake(
        client=target.client("athena"),
        workspace=settings.workspace,
        database=athena,
        workgroup=athena,
        to_athena=athena_sql,
        pause=lambda: sleep(_POLL_SECONDS),
    )
    return [cubes, asked]


def main() -> None:
    """Print; exits with 1 where the engines differ, with advice where something asked for does not exist."""
    parser = arguments(__doc__)
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--metric", default="")
    parser.add_argument("--period", default="")
    parser.add_argument("--athena", default="")
    given = parser.parse_args()
    if not given.workspace:
        parser.error("which workspace? make figures workspace=…")
    if given.metric and given.metric not in CONTRACTS:
        parser.error(f"there is no metric {given.metric}: docs/metrics.md lists them")
    target = target_of(given.stage)
    workspaces = DynamoWorkspaceStore(Table(target.client("dynamodb"), target.resource("Table")))
    settings, now = workspaces.settings(given.workspace), datetime.now(UTC)
    try:
        period = named(given.period, settings.zone) if given.period else last_whole_week(now, settings.zone)
    except RejectedError:
        parser.error(f"{given.period} is no period: 2026-11-15, 2026-W46, 2026-11 or 2026-Q4")
    with TemporaryDirectory() as folder:
        lakes = _lakes(target, settings, Path(folder), given.athena)
        metrics = [given.metric] if given.metric else list(CONTRACTS)
        told = list(lines(metrics, period, settings, lakes, now))
    print(
        f"{given.workspace}, {period.label}: {'console   Athena' if given.athena else 'as the console shows it'}"
    )
    for line, _ in told:
        print(line)
    if not all(agree for _, agree in told):
        sys.exit("Figures marked ! differ.")


if __name__ == "__main__":
    main()
