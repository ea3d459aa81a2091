"""Figures of a workspace, read from what refresh_cubes exports; opened once per process and brought up to date at each use."""

from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import gettempdir

from aftersales.lake.cubes import CubeLake
from aftersales.lake.manifest import Manifest
from aftersales.metrics.evaluate import Evaluator
from aftersales.records.errors import UnavailableError
from aftersales.records.workspace import Settings
from aftersales.wiring.lake import lake_objects
from aftersales.wiring.own_folder import own_folder


@cache
def _lake(workspace: str) -> CubeLake:
    # Of this process alone: what another one drops as old must not be what this one is just reading.
    folder = own_folder(Path(gettempdir()), f"lake-{workspace}")
    return CubeLake(Settings(workspace=workspace, name=workspace), lake_objects(), folder)


def figures_of(settings: Settings, now: datetime) -> Evaluator:
    """Open a workspace's figures as of a moment: those that refresh_cubes has exported last."""
    lake = _lake(settings.workspace)
    lake.refresh(settings)
    return Evaluator(
        lake=lake,
        settings=settings,
        as_of=now,
        # Seeded, so that the same facts show the same intervals however often they are asked; nothing secret hangs on it.
        draw=Random(settings.workspace).randrange,  # noqa: S311
        complete_through=lake.manifest.complete_through,
    )


def built_figures_of(settings: Settings, now: datetime) -> Evaluator:
    """Open figures that something lasting is made of: reports and alerts. UnavailableError before the first build.

    A page may say that there is nothing yet; a report that says so would say it for ever.
    """
    evaluator = figures_of(settings, now)
    must_be_built(_lake(settings.workspace).manifest)
    return evaluator


def must_be_built(manifest: Manifest) -> None:
    """Raise UnavailableError if refresh_cubes has never exported anything: unknown is not nothing."""
    if not manifest.made_of:
        raise UnavailableError("figures", "not_built_yet")
