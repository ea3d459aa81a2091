"""The scene that `make demo` shows and `make smoke` checks: the whole system with the demo seller moved in."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infra.local.cloud import LocalCloud
from infra.local.demo_seller import DemoSeller
from infra.local.demo_workspace import PEOPLE, WORKSPACE
from infra.local.seller.marketplace import Marketplace
from infra.local.seller.periods import last_week
from infra.local.seller.shapes import World
from infra.local.seller.world import build

ORDERS = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A running system. `password` opens every demo account, `link` the newest weekly report."""

    cloud: LocalCloud
    world: World
    marketplace: Marketplace
    password: str
    secrets: dict[str, str]
    link: str
    week: str

    @property
    def owner(self) -> str:
        """The sign-in name of the seller's owner."""
        return PEOPLE[0][0]


@contextmanager
def scene(
    *, say: Callable[[str], None], orders: int = ORDERS, keep: Path | None = None, port: int = 0
) -> Iterator[Scene]:
    """Start everything, bring the seller in (or find it there, when `keep` holds it), make the report, and stop in the end."""
    say("simulating half a year of a seller with three stores")
    world = build(now=datetime.now(UTC), orders=orders)
    with (
        Marketplace(world, lambda: datetime.now(UTC)) as marketplace,
        LocalCloud(say=say, keep=keep, port=port) as cloud,
    ):
        seller = DemoSeller(cloud, world)
        kept = keep / "seller.json" if keep else None
        if kept and kept.exists():
            seller.password, seller.secrets = json.loads(kept.read_text("utf-8")).values()
            seller.connect(marketplace)
            say("the seller is still here from last time")
        else:
            _move_in(seller, marketplace, say)
            if kept:
                _remember(kept, {"password": seller.password, "secrets": seller.secrets})
        week = last_week(world)
        say(f"writing the weekly report of {week}")
        cloud.invoke("refresh_cubes", {"workspace": WORKSPACE})
        cloud.invoke("watch_metrics", {"workspace": WORKSPACE})
        link = cloud.invoke("send_reports", {"workspace": WORKSPACE, "week": week})["link"]
        cloud.drain()
        yield Scene(
            cloud=cloud,
            world=world,
            marketplace=marketplace,
            password=seller.password,
            secrets=seller.secrets,
            link=link,
            week=week,
        )


def _move_in(seller: DemoSeller, marketplace: Marketplace, say: Callable[[str], None]) -> None:
    cloud = seller.cloud
    seller.move_in(marketplace)
    progress = seller.import_history()
    say(f"importing {progress.sent} deliveries of the past half year")
    cloud.drain()
    kept = seller.keep_office_hours()
    say(f"keeping {kept} things that the seller's own people did")
    answers = seller.send_live()
    say(f"sent {sum(answers.values())} signed deliveries through the front door: {_counted(answers)}")
    seller.ask_all_platforms()
    cloud.drain()
    rung = cloud.invoke("ring_clock", {})
    say(f"the clock resolved {rung['resolved']} silent cases; {rung['overdue']} customers wait too long")
    cloud.drain()


def _counted(answers: dict[int, int]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in sorted(answers.items()))


def _remember(path: Path, values: dict[str, object]) -> None:
    """Only the person who started the demo may read its password."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(values, file)
