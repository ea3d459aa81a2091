"""Prints each golden case and how many of them hold: `make golden`."""

import sys
from collections import defaultdict
from contextlib import redirect_stdout
from io import StringIO

import pytest

GOLDEN = range(1, 45)
"""The numbers that every implementation has to pass."""


class Tally:
    """Notes which golden case each test speaks for, and whether it passed; a case may be told by several tests."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._titles: dict[int, str] = {}
        self._passed: dict[int, list[bool]] = defaultdict(list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Read the marks and the first lines of the docstrings."""
        for item in session.items:
            mark = item.get_closest_marker("golden")
            if mark is not None and isinstance(item, pytest.Function):
                number = int(mark.args[0])
                self._numbers[item.nodeid] = number
                words = (item.function.__doc__ or item.name).strip().partition("\n")[0]
                self._titles.setdefault(number, words.removeprefix(f"{number} "))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test speaks for its case when it ran, and against it when anything of it failed."""
        number = self._numbers.get(report.nodeid)
        if number is not None and (report.when == "call" or report.failed):
            self._passed[number].append(report.passed)

    def lines(self) -> list[str]:
        """One line per case, and the count of those that hold."""
        held = {number for number in GOLDEN if self._passed[number] and all(self._passed[number])}
        words = {
            number: "ok  " if number in held else "FAIL" if self._passed[number] else "none"
            for number in GOLDEN
        }
        told = [f"{number:>2} {words[number]} {self._titles.get(number, '—')}" for number in GOLDEN]
        return [*told, f"{len(held)} of {len(GOLDEN)}"]

    @property
    def is_whole(self) -> bool:
        """Whether every case holds."""
        return all(self._passed[number] and all(self._passed[number]) for number in GOLDEN)


def main() -> int:
    """Run the cases; what pytest says is printed only if something is wrong."""
    tally, said = Tally(), StringIO()
    with redirect_stdout(said):
        pytest.main(["-q", "-m", "golden", "-p", "no:randomly", "tests/metrics/golden"], plugins=[tally])
    if not tally.is_whole:
        print(said.getvalue())
    print("\n".join(tally.lines()))
    return 0 if tally.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
