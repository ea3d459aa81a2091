"""The chart library in the browser is what the locked wheel holds, and nothing else."""

from infra.console.charts_library import FILE, bundle


def test_the_library_is_what_the_locked_wheel_makes() -> None:
    """Nobody has edited it, and it is not older than the wheel: `python -m infra.console.charts_library` writes it anew."""
    assert FILE.read_bytes() == bundle()
