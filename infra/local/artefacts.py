"""Builds the template's layers and functions by their own Makefiles, once per content.

An artefact is kept under the hash of everything it is made of, so that a second start builds nothing.
"""

import contextlib
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from infra.local.template import ROOT, Document, resources_of

KEPT = ROOT / ".build" / "host"
BUILDS_KEPT = 4
# One time for every file of a zip: an artefact is the same bytes whenever it is built.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Artefact:
    """One built layer or function: its logical id, its folder, the same as a zip, and whether it was built just now."""

    logical_id: str
    folder: Path
    archive: Path
    fresh: bool


def build_artefacts(template: Document) -> dict[str, Artefact]:
    """Return logical id → artefact for every layer and function. Raises CalledProcessError when a build fails."""
    layers = resources_of(template, "AWS::Serverless::LayerVersion")
    functions = resources_of(template, "AWS::Serverless::Function")
    with _alone(), ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        built = pool.map(lambda item: _build(item[0], _source(item[1])), (layers | functions).items())
        return {artefact.logical_id: artefact for artefact in built}


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock on the built artefacts: tests and a demo may start at the same time."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _source(resource: Document) -> Path:
    properties = resource["Properties"]
    where: str = properties.get("ContentUri") or properties["CodeUri"]
    return (ROOT / "infra" / where).resolve()


def _build(logical_id: str, source: Path) -> Artefact:
    folder = KEPT / logical_id / _fingerprint(logical_id, source)
    archive = folder.with_suffix(".zip")
    fresh = not archive.exists()
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)  # what a broken build left
        subprocess.run(
            ["make", "--silent", "-C", str(source), f"build-{logical_id}", f"ARTIFACTS_DIR={folder}"],
            check=True,
            env=os.environ
            | {"LAMBDA_RUNTIME": "host", "LAMBDA_ARCHITECTURE": "host", "PYTHON": sys.executable},
        )
        zip_folder(folder, archive)
        _forget_old_builds(folder.parent)
    return Artefact(logical_id=logical_id, folder=folder, archive=archive, fresh=fresh)


def _forget_old_builds(builds: Path) -> None:
    """Keep the newest few: a cloud that still runs links to the one it was deployed with."""
    archives = sorted(builds.glob("*.zip"), key=lambda archive: archive.stat().st_mtime, reverse=True)
    for archive in archives[BUILDS_KEPT:]:
        archive.unlink()
        shutil.rmtree(archive.with_suffix(""), ignore_errors=True)


def _fingerprint(logical_id: str, source: Path) -> str:
    digest = hashlib.sha256(f"{logical_id} {sys.version} {platform.platform()}".encode())
    for path in _ingredients(logical_id, source):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _ingredients(logical_id: str, source: Path) -> Iterator[Path]:
    """Yield the files that an artefact is made of, in a fixed order."""
    yield ROOT / "layers" / "build.py"
    folders = [source]
    if source.name == "functions":
        yield source / "Makefile"
        folders = [source / _folder_name(logical_id)]
    elif source.name == "product":
        folders = [source, ROOT / "shared" / "aftersales"]
    for folder in folders:
        yield from sorted(
            path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )


def _folder_name(logical_id: str) -> str:
    stem = logical_id.removesuffix("Function")
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in stem).lstrip("_")


def zip_folder(folder: Path, archive: Path) -> None:
    """Store `folder` as a zip, whose comment names the folder for `supervised.LinkedZip`.

    Not compressed: on this machine unpacking costs more than the bytes.
    """
    partial = archive.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as target:
        target.comment = str(folder).encode()
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(str(path.relative_to(folder)), EPOCH)
            entry.external_attr = 0o644 << 16
            target.writestr(entry, path.read_bytes())
    partial.replace(archive)
