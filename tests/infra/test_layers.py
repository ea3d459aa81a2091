"""What is deployed works by itself: each function imports from its own artefact and layers alone."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from json import loads
from pathlib import Path

import pytest

from infra.grants import folder_of
from infra.local.artefacts import Artefact, build_artefacts
from infra.local.template import ROOT, read_template, resources_of
from layers import build
from tests.architecture.test_imports import HEAVY
from tests.infra.wiring_graph import late_imports_of

SYSTEM = read_template()
FUNCTIONS = resources_of(SYSTEM, "AWS::Serverless::Function")
LAYERS = resources_of(SYSTEM, "AWS::Serverless::LayerVersion")
MEGABYTE = 1024 * 1024
# Lambda's limit on a function with its layers, unpacked.
LARGEST = 250 * MEGABYTE
MOST_LAYERS = 5
# -I keeps this interpreter's own packages and the working directory out; -S keeps out site-packages.
IMPORT_ALONE = """
import importlib, json, sys
sys.path[:0] = {paths!r}
assert callable(importlib.import_module({module!r}).handler)
print(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))
for late in {late!r}:
    importlib.import_module(late)
"""
# What each layer may add at import. httpx and the drawing of pictures wait until they are used.
ADDED = {
    "RuntimeLayer": {"aws_lambda_powertools", "iso4217", "pydantic"},
    "PagesLayer": {"babel", "jinja2"},
    "FiguresLayer": {"duckdb"},
    "LanguageLayer": {"numpy", "py3langid"},
}
# Polling is all that it does, so the client may load with it.
ALSO = {"sync_connections": {"httpx"}}
# The front door answers strangers, and a platform waits for it: it loads nothing heavy at all.
HOT = {"receive_webhook"}


@pytest.fixture(scope="module")
def artefacts() -> Mapping[str, Artefact]:
    """Everything that the template deploys, built by the Makefiles."""
    return build_artefacts(SYSTEM)


def _layers(name: str) -> list[str]:
    return [layer["Ref"] for layer in FUNCTIONS[name]["Properties"]["Layers"]]


def _budget(name: str) -> set[str]:
    folder = folder_of(FUNCTIONS[name])
    if folder in HOT:
        return set()
    return ALSO.get(folder, set()).union(*(ADDED.get(layer, set()) for layer in _layers(name)))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_imports_from_its_artefacts_alone(name: str, artefacts: Mapping[str, Artefact]) -> None:
    """The handler, and what its wiring imports late, load with nothing but the function's own folder and layers.

    Of what is heavy the handler itself, with no environment set, loads nothing beyond what those layers are for.
    """
    paths = [
        str(artefacts[name].folder),
        *(str(artefacts[layer].folder / "python") for layer in _layers(name)),
    ]
    folder = folder_of(FUNCTIONS[name])
    code = IMPORT_ALONE.format(paths=paths, module=f"{folder}.handler", late=sorted(late_imports_of(folder)))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(loads(done.stdout.splitlines()[-1])) & HEAVY <= _budget(name)


@pytest.mark.parametrize("name", ["IngestDeliveriesFunction", "UnderstandTextsFunction", "RingClockFunction"])
def test_who_folds_cases_knows_public_holidays(name: str, artefacts: Mapping[str, Artefact]) -> None:
    """A case may be due on a business calendar that keeps them, so each function that folds one has the library at hand."""
    paths = [str(artefacts[layer].folder / "python") for layer in _layers(name)]
    code = f"import sys; sys.path[:0] = {paths!r}; from aftersales.policies import holiday_days as h; h.check_place('DE-BY')"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_fits_into_lambda(name: str, artefacts: Mapping[str, Artefact]) -> None:
    """A function with its layers is below 250 MB unpacked and has at most five layers."""
    assert sum(_size(artefacts[part].folder) for part in [name, *_layers(name)]) < LARGEST
    assert len(_layers(name)) <= MOST_LAYERS


@cache
def _size(folder: Path) -> int:
    """Layers have thousands of files, and most functions have the same layers."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", LAYERS)
def test_layers_ship_bytecode(name: str, artefacts: Mapping[str, Artefact]) -> None:
    """Every module of a layer has its bytecode beside it, valid whatever the file's time is."""
    modules = [path for path in artefacts[name].folder.rglob("*.py") if path.parent.name != "__pycache__"]
    assert modules
    tag = sys.implementation.cache_tag
    lacking = [
        path for path in modules if not (path.parent / "__pycache__" / f"{path.stem}.{tag}.pyc").exists()
    ]
    # A package may ship a file of another Python version that none of its modules imports.
    assert len(lacking) <= len(modules) // 100
    header = next(artefacts[name].folder.rglob("*.pyc")).read_bytes()[4:8]
    assert int.from_bytes(header, "little") == 0b01  # hash-based, unchecked


def test_a_second_build_makes_the_same(artefacts: Mapping[str, Artefact]) -> None:
    """What has not changed is not built again."""
    again = build_artefacts(SYSTEM)
    assert {name: artefact.archive for name, artefact in again.items()} == {
        name: artefact.archive for name, artefact in artefacts.items()
    }
    assert not [name for name, artefact in again.items() if artefact.fresh]


def test_build_and_template_agree() -> None:
    """The layers are built for the runtime and the architecture that the template deploys them on by default."""
    assert SYSTEM["Parameters"]["Runtime"]["Default"] == build.DEFAULT_RUNTIME
    assert SYSTEM["Parameters"]["Architecture"]["Default"] == build.DEFAULT_ARCHITECTURE
    assert set(SYSTEM["Parameters"]["Architecture"]["AllowedValues"]) == set(build.PLATFORMS)


def test_each_layer_has_its_folder() -> None:
    """Folders of layers/ and layers of the template are the same set."""
    folders = {path.parent.name for path in (ROOT / "layers").glob("*/Makefile")}
    assert {f"{folder.title()}Layer" for folder in folders} == set(LAYERS)


def test_each_service_that_is_called_is_in_the_layer() -> None:
    """The runtime layer keeps the description of every service that a client is made of."""
    kept = set(re.findall(r"[\w-]+", (ROOT / "layers" / "runtime" / "keep.txt").read_text()))
    source = "".join(path.read_text() for path in _modules())
    called = set(re.findall(r"client\(\s*[\"']([\w-]+)[\"']", source))
    assert called
    assert called <= kept


def _modules() -> list[Path]:
    return [*(ROOT / "shared").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]
