"""Writing the locks anew takes nothing back."""

from collections.abc import Mapping

import pytest
from packaging.version import Version

from infra.lock import LAYERS, LISTS, pins, settle
from tests.architecture.repository import ROOT

HELD = "boto3==1.44.5 \\\n    --hash=sha256:ab\nruff==0.17.6 \\\n    --hash=sha256:cd\n"
A_WEEK_AGO = "boto3==1.44.3\nruff==0.18\nnew==1\n"


class Index:
    """Resolves as uv does: what is a week old, unless a package is spared."""

    def __init__(self, week_old: str, spared: str) -> None:
        self._week_old, self._spared = pins(week_old), pins(spared)
        self.asked: list[Mapping[str, Version]] = []

    def __call__(self, spared: Mapping[str, Version]) -> str:
        self.asked.append(dict(spared))
        found = self._week_old | {name: self._spared[name] for name in spared}
        return "".join(f"{name}=={version}\n" for name, version in found.items())


def test_a_pin_younger_than_a_week_stays() -> None:
    """A package that the week would lower is asked for again without it, no higher than it was; the rest keeps to the week."""
    index = Index(A_WEEK_AGO, spared="boto3==1.44.5\n")
    assert pins(settle(HELD, index)) == pins("boto3==1.44.5\nruff==0.18\nnew==1\n")
    assert index.asked == [{}, {"boto3": Version("1.44.5")}]


def test_a_pin_falls_when_asked_to() -> None:
    """A package that is named may come out lower."""
    assert pins(settle(HELD, Index(A_WEEK_AGO, spared=""), lower=["boto3"]))["boto3"] == Version("1.44.3")


def test_what_must_fall_is_refused_by_name() -> None:
    """Where even without the week there is only a lower version, nothing is written and the package is named."""
    with pytest.raises(SystemExit, match=r"would be lowered: boto3;"):
        settle(HELD, Index(A_WEEK_AGO, spared="boto3==1.44.4\n"))


def test_where_pythons_differ_the_highest_counts() -> None:
    """A package pinned twice, by Python's version, is as high as the higher one."""
    lock = "a==2.10 ; python_full_version < '3.11.5' \\\n    --hash=sha256:ab\na==2.9 ; python_full_version >= '3.11.5'\n"
    assert pins(lock) == {"a": Version("2.10")}


def test_every_list_is_written() -> None:
    """Each list of wanted packages in the repository is one that the command resolves."""
    assert {path.stem for path in (ROOT / "requirements").glob("*.in")} == {*LISTS}
    assert {path.parent.name for path in (ROOT / "layers").glob("*/requirements.in")} == {*LAYERS}
