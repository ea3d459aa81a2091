"""Builds one artefact of the template: a layer or a function, for `sam build` and the local cloud alike.

Run by the Makefiles as `build.py layer runtime <directory>` or `build.py function ReceiveWebhook <directory>`.
The interpreter and the machine to build for come from LAMBDA_RUNTIME and LAMBDA_ARCHITECTURE; `host` means those at
hand, which the local cloud runs on. Standard library only, since `sam build` runs it with whatever python3 there is.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Equal to the template's defaults; a test compares them.
DEFAULT_RUNTIME = "python3.13"
DEFAULT_ARCHITECTURE = "arm64"
PLATFORMS = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}
# Directories and files that no function reads. Type stubs and tests are a third of some wheels.
WASTE = ("__pycache__", "tests", "bin", "*.pyi", "*.pyx", "*.pxd", "*.h", "RECORD", "INSTALLER", "REQUESTED")


def build(kind: str, name: str, artefact: Path) -> None:
    """Fill `artefact` with the layer or function `name`. Raises CalledProcessError when a tool fails."""
    artefact.mkdir(parents=True, exist_ok=True)
    if kind == "function":
        folder = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        _copy_package(ROOT / "functions" / folder, artefact / folder)
    elif name == "product":
        _copy_package(ROOT / "shared" / "aftersales", artefact / "python" / "aftersales")
    else:
        _install(ROOT / "layers" / name, artefact / "python")
    _compile(artefact)


def _copy_package(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)


def _install(layer: Path, target: Path) -> None:
    """Install the layer's locked packages under `target`, then drop what its functions never read."""
    runtime, architecture = _runtime(), _architecture()
    where = ["--python", sys.executable]
    if runtime != "host":
        where += ["--python-version", runtime.removeprefix("python")]
    if architecture != "host":
        where += ["--python-platform", PLATFORMS[architecture]]
    command = [_uv(), "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    requirements = ["--requirement", str(layer / "requirements.txt"), "--target", str(target)]
    subprocess.run([*command, *where, *requirements], check=True)
    for pattern in WASTE:
        _remove(target.rglob(pattern))
    _keep_only(target, layer / "keep.txt")


def _keep_only(target: Path, rules: Path) -> None:
    """Apply the layer's keep.txt: `<directory>: <name> <name> …` leaves only those entries in that directory."""
    lines = rules.read_text().splitlines() if rules.exists() else []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        directory, _, names = line.partition(":")
        kept = re.compile("|".join(re.escape(name).replace(r"\*", ".*") for name in names.split()))
        # A package for one machine alone is not there on the other.
        if (target / directory).is_dir():
            _remove(entry for entry in (target / directory).iterdir() if not kept.fullmatch(entry.name))


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _compile(artefact: Path) -> None:
    """Ship bytecode: without it a cold start takes more than twice as long, and Lambda cannot write any.

    Unchecked hashes, because a file's time changes on its way through a zip; paths as they will be on Lambda.
    """
    python = _interpreter()
    if python is None:
        print(
            f"no {_runtime()} on this machine: {artefact.name} ships no bytecode and will start slower",
            file=sys.stderr,
        )
        return
    mode = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    subprocess.run([python, *mode, "-s", str(artefact), "-p", "/opt", str(artefact)], check=True)


def _interpreter() -> str | None:
    if _runtime() == "host":
        return sys.executable
    version = _runtime().removeprefix("python")
    found = subprocess.run(
        [_uv(), "python", "find", "--no-python-downloads", version],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or None


def _runtime() -> str:
    return os.environ.get("LAMBDA_RUNTIME", DEFAULT_RUNTIME)


def _architecture() -> str:
    return os.environ.get("LAMBDA_ARCHITECTURE", DEFAULT_ARCHITECTURE)


def _uv() -> str:
    ours = ROOT / ".venv" / "bin" / "uv"
    return str(ours) if ours.exists() else "uv"


if __name__ == "__main__":
    build(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
