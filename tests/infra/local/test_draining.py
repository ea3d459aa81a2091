"""Waiting for quiet: a slow machine is waited for, a stuck one is told."""

from collections.abc import Iterable

import pytest

from infra.local.draining import SAYS_EVERY, NotQuietError, on_the_way, wait_until_quiet


def _wait(counts: Iterable[int], patience: float, step: float) -> list[str]:
    """What was said while `counts` were seen, each `step` seconds after the one before."""
    left, seconds, said = iter(counts), iter(range(10_000)), list[str]()
    wait_until_quiet(
        lambda: {"queue": next(left)},
        patience=patience,
        say=said.append,
        clock=lambda: next(seconds) * step,
        sleep=lambda _: None,
    )
    return said


def test_a_slow_machine_is_waited_for() -> None:
    """Work that takes many times the patience is no failure as long as some of it ends."""
    assert _wait([*range(40, 0, -1), 0, 0], patience=10, step=9)


def test_a_machine_that_is_stuck_is_told() -> None:
    """Where nothing ends within the patience, what is left is named."""
    with pytest.raises(NotQuietError, match=r"no progress for 10 s: \{'queue': 3\}"):
        _wait([5, 3, *[3] * 9, 2, 0, 0], patience=10, step=2)


def test_more_work_is_no_progress() -> None:
    """A queue that grows and shrinks above its least has not come nearer to quiet."""
    with pytest.raises(NotQuietError):
        _wait([3, 9, 8, 7, 6, 5, 4, 3, 0, 0], patience=10, step=2)


def test_quiet_is_seen_twice() -> None:
    """A message between a queue and a function is nowhere to be seen: one look at nothing is not enough."""
    with pytest.raises(StopIteration):
        _wait([1, 0, 1, 0], patience=10, step=1)
    assert _wait([1, 0, *range(20, -1, -1), 0], patience=5, step=0.5) == []


def test_what_ends_in_one_place_may_begin_in_the_next() -> None:
    """Deliveries that end are progress, however many texts come of them."""
    left = iter([*((deliveries, 50 - deliveries) for deliveries in range(40, 0, -1)), (0, 0), (0, 0)])
    seconds = iter(range(1000))
    wait_until_quiet(
        lambda: dict(zip(("deliveries", "texts"), next(left), strict=True)),
        patience=2,
        say=lambda _: None,
        clock=lambda: next(seconds),
        sleep=lambda _: None,
    )


def test_a_stream_that_is_taken_in_is_progress() -> None:
    """However many functions take it in: that more of them run than before does not hide how far they have come."""
    work = iter(
        [{"running": 1, "behind": 41}, *({"running": 2, "behind": left} for left in range(40, 0, -1))]
    )
    seconds = iter(range(1000))
    wait_until_quiet(
        lambda: on_the_way({"deliveries": 0}, next(work, {"running": 0, "behind": 0})),
        patience=2,
        say=lambda _: None,
        clock=lambda: next(seconds),
        sleep=lambda _: None,
    )


def test_long_work_tells_how_much_is_left() -> None:
    """About every twenty seconds a line says how much is still under way."""
    assert _wait([30, 20, 10, 5, 0, 0], patience=100, step=SAYS_EVERY) == [
        f"still under way: queue {count}" for count in (30, 20, 10, 5)
    ]
