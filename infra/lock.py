"""`python -m infra.lock` writes the locks of requirements/ and layers/ anew; `make lock` runs it.

What is new must have been out for a week, so that a hijacked release is found by others first. That alone would take back what was
pinned on purpose sooner (a mended hole, say), so a pin is never lowered: a package that would come out lower is resolved again
without the week, no higher than it was. `make lock lockargs=--upgrade` raises what may rise; `lockargs="--lower NAME"`
lets one fall.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("uv", "run", "test", "ministack", "sam", "checkov")
LAYERS = ("runtime", "pages", "figures", "language")
COMPILE = (
    "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate",
    "--no-emit-index-url", "--no-emit-find-links",
)  # fmt: skip
A_WEEK = ("--exclude-newer", "1 week")
AT_ANY_TIME = "2999-12-31"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, Version]:
    """Return the version of each package of a lock, the highest where Pythons differ."""
    found: dict[str, Version] = {}
    for name, version in _PIN.findall(lock):
        found[name] = max(Version(version), found.get(name, Version(version)))
    return found


def settle(before: str, resolve: Callable[[Mapping[str, Version]], str], lower: Collection[str] = ()) -> str:
    """Return a new lock in which no package is lower than `before`, but for those named in `lower`.

    `resolve` makes a lock; the packages it is given need not be a week old and rise no higher than the version beside them.
    Raises SystemExit when something wants a lower version in earnest.
    """
    held = pins(before)
    spared: dict[str, Version] = {}
    while True:
        lock = resolve(spared)
        fallen = {
            name: held[name]
            for name, version in pins(lock).items()
            if name in held and version < held[name] and name not in lower
        }
        if not fallen:
            return lock
        if fallen.keys() <= spared.keys():
            sys.exit(f"would be lowered: {', '.join(sorted(fallen))}; if so be it, lockargs='--lower NAME'")
        spared |= fallen


def write(wanted: Path, lock: Path, options: Sequence[str], lower: Collection[str] = ()) -> None:
    """Resolve one list of wanted packages into its lock. Raises CalledProcessError when there is no solution."""
    before = lock.read_text("utf-8") if lock.exists() else ""

    def resolve(spared: Mapping[str, Version]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            # uv keeps to the versions that it finds where it writes.
            made, bounds = Path(folder) / "lock.txt", Path(folder) / "bounds.txt"
            made.write_text(before, "utf-8")
            bounds.write_text("".join(f"{name}<={version}\n" for name, version in spared.items()), "utf-8")
            command = [sys.executable, "-m", "uv", *COMPILE, *options, *_spare(spared)]
            places = ["--constraint", str(bounds), str(wanted), "-o", str(made)]
            environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
            subprocess.run([*command, *places], cwd=ROOT, env=environment, check=True)
            return made.read_text("utf-8")

    lock.write_text(settle(before, resolve, lower), "utf-8")


def _spare(names: Collection[str]) -> Iterator[str]:
    return (part for name in sorted(names) for part in ("--exclude-newer-package", f"{name}={AT_ANY_TIME}"))


def main() -> None:
    """Write every lock; what this does not know is passed on to uv."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--lower", action="append", default=[], help="a package whose pin may fall")
    given, options = parser.parse_known_args()
    for name in LISTS:
        path = ROOT / "requirements" / name
        write(path.with_suffix(".in"), path.with_suffix(".txt"), [*A_WEEK, *options], given.lower)
    for layer in LAYERS:
        folder = ROOT / "layers" / layer
        same = ["--constraint", "requirements/run.txt", *options]
        write(folder / "requirements.in", folder / "requirements.txt", same, given.lower)


if __name__ == "__main__":
    main()
