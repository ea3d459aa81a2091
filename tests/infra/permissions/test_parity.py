"""What the code calls is what the roles grant: too much fails as surely as too little."""

from collections.abc import Callable

import pytest

from infra.grants import folder_of
from infra.local.template import read_template, resources_of
from tests.infra.permissions import errands_in, errands_out, errands_people
from tests.infra.permissions.rights import Right, allows, granted
from tests.infra.permissions.stage import Stage, stage

SYSTEM = read_template()
FUNCTIONS = [folder_of(entry) for entry in resources_of(SYSTEM, "AWS::Serverless::Function").values()]
ERRANDS = {
    name: value
    for module in (errands_in, errands_out, errands_people)
    for name, value in vars(module).items()
}


def _errand(function: str) -> Callable[[Stage], None]:
    """The errand of a function carries its name."""
    found: Callable[[Stage], None] = ERRANDS[function]
    return found


@pytest.mark.enable_socket  # the simulated platforms answer on loopback
@pytest.mark.parametrize(
    ("function", "conditions"),
    [
        *((function, ()) for function in FUNCTIONS),
        *((function, ("UsesAwsLanguage",)) for function in ("understand_texts", "serve_console")),
    ],
)
def test_a_function_may_do_what_it_does_and_nothing_else(function: str, conditions: tuple[str, ...]) -> None:
    """Over every path, the calls of a handler need exactly what the `work` policy of its role grants."""
    with stage(SYSTEM, *conditions) as set_up:
        _errand(function)(set_up)
        grants, calls = granted(SYSTEM, function, set_up.resolved), set_up.calls[function]
    assert _refused(calls, grants) == set(), "called, but not granted"
    assert _idle(grants, calls) == set(), "granted, but never called"


def _refused(calls: set[Right], grants: set[Right]) -> set[Right]:
    return {call for call in calls if not any(allows(grant, call) for grant in grants)}


def _idle(grants: set[Right], calls: set[Right]) -> set[Right]:
    return {grant for grant in grants if not any(allows(grant, call) for call in calls)}
