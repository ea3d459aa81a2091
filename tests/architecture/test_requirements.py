"""What is installed: pinned, hashed, the same everywhere, from no named place."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, inside

LOCKS = sorted([*(ROOT / "requirements").glob("*.txt"), *(ROOT / "layers").glob("*/requirements.txt")])
LAYERS = [lock for lock in LOCKS if lock.parent.parent.name == "layers"]
HOSTS = re.compile(r"pypi\.(?:org|io)|pythonhosted|registry\.(?:npmjs|yarnpkg)|--(?:extra-)?index-url")


def _pins(lock: Path) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)(?:\[[^\]]*\])?==([\w.!+-]+)", lock.read_text(encoding="utf-8"), re.MULTILINE
    ):
        pins.setdefault(name.lower(), set()).add(version)
    return pins


@pytest.mark.parametrize("lock", LOCKS, ids=inside)
def test_each_package_is_pinned_by_hash(lock: Path) -> None:
    """Every line of a lock is a version with at least one hash."""
    packages = re.split(r"\n(?=[a-z])", lock.read_text(encoding="utf-8"))
    loose = [
        package.split()[0] for package in packages if package[0].isalpha() and "--hash=sha256:" not in package
    ]
    assert loose == []


@pytest.mark.parametrize("lock", LAYERS, ids=inside)
def test_what_is_tested_is_what_runs(lock: Path) -> None:
    """A layer pins the versions that the tests run with."""
    tested = _pins(ROOT / "requirements" / "test.txt")
    assert {
        name: versions for name, versions in _pins(lock).items() if not versions <= tested.get(name, set())
    } == {}


def test_demo_and_tests_agree() -> None:
    """`make demo` installs a part of what `make test` installs, in the same versions."""
    tested = _pins(ROOT / "requirements" / "test.txt")
    demo = _pins(ROOT / "requirements" / "run.txt")
    assert {name for name, versions in demo.items() if versions != tested.get(name)} == set()


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.in")), ids=inside)
def test_each_list_has_its_lock(lock: Path) -> None:
    """Every list of wanted packages has been resolved, and every package it wants is pinned."""
    wanted = re.findall(r"^([\w.-]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    names = {name.lower() for name in wanted if not name.startswith("-")}
    assert names <= set(_pins(lock.with_suffix(".txt")))


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the machine's setting, so no file of ours names a registry's host."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    files = [
        ROOT / name
        for name in listed.split("\0")
        if name and (ROOT / name).is_file() and ROOT / name != Path(__file__)
    ]
    assert [
        inside(path) for path in files if HOSTS.search(path.read_text(encoding="utf-8", errors="replace"))
    ] == []
