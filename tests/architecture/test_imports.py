"""What a function loads before it can answer: a cold start pays for every module."""

import json
import os
import subprocess
import sys

import pytest

from tests.architecture.repository import PACKAGE, ROOT, function_names

HEAVY = {
    "aws_lambda_powertools", "babel", "cryptography", "duckdb", "httpx", "iso4217", "jinja2", "numpy",
    "py3langid", "pydantic", "requests", "vl_convert", "xlsxwriter",
}  # fmt: skip
# The weight that each function may load at import; what is not named here loads nothing heavy before its first event.
MAY_LOAD = {
    "receive_webhook": set[str](),
}
ORDINARY = {"aws_lambda_powertools", "pydantic", "iso4217"}
DOORS = sorted(path.parent.name for path in (PACKAGE / "platforms").glob("*/door.py"))


def _loaded(statement: str) -> set[str]:
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'shared'}{os.pathsep}{ROOT}"}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", function_names())
def test_function_loads_no_more_than_it_needs(name: str) -> None:
    """Importing a handler, with no environment set, loads no heavy package beyond the function's budget."""
    assert _loaded(f"import functions.{name}.handler") & HEAVY <= MAY_LOAD.get(name, ORDINARY)


@pytest.mark.parametrize("platform", DOORS)
def test_door_of_a_platform_is_light(platform: str) -> None:
    """The webhook door loads a platform's check, and with it nothing heavy."""
    assert _loaded(f"import aftersales.platforms.{platform}.door") & HEAVY == set()
