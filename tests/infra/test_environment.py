"""The template and the wiring agree on the environment."""

import pytest

from infra.grants import folder_of
from infra.local.template import ROOT, read_template, resources_of
from tests.infra.wiring_graph import settings_of

SYSTEM = read_template()
FUNCTIONS = {folder_of(entry): entry for entry in resources_of(SYSTEM, "AWS::Serverless::Function").values()}
# Read by powertools and by telemetry, in every function.
READ_ELSEWHERE = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_given_what_its_wiring_reads(name: str) -> None:
    """The environment that the template sets is exactly what the function's wiring reads."""
    given = set(FUNCTIONS[name]["Properties"]["Environment"]["Variables"]) - READ_ELSEWHERE
    assert given == settings_of(name)


def test_no_secret_is_in_the_environment() -> None:
    """Secrets are read from encrypted parameters, so no variable is named like one."""
    names = {key for entry in FUNCTIONS.values() for key in entry["Properties"]["Environment"]["Variables"]}
    assert not [name for name in names if "SECRET" in name or "PASSWORD" in name or "TOKEN" in name]


def test_only_wiring_and_telemetry_read_the_environment() -> None:
    """No other module of the package touches os.environ."""
    package = ROOT / "shared" / "aftersales"
    readers = {
        path.relative_to(package).parts[0]
        for path in package.rglob("*.py")
        if "os.environ" in path.read_text()
    }
    assert readers <= {"wiring", "telemetry"}
