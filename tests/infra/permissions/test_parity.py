"""What the code calls is what the roles grant: too much fails as surely as too little."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from infra.grants import folder_of
from infra.local.template import read_template, resources_of
from tests.infra.permissions import errands_in, errands_out, errands_people, errands_privacy
from tests.infra.permissions.rights import Right, allows, granted
from tests.infra.permissions.stage import Stage, own_session, stage

pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"), pytest.mark.usefixtures("one_session")]
SYSTEM = read_template()
FUNCTIONS = [folder_of(entry) for entry in resources_of(SYSTEM, "AWS::Serverless::Function").values()]
ERRANDS = {
    name: value
    for module in (errands_in, errands_out, errands_people, errands_privacy)
    for name, value in vars(module).items()
}

PAID = {"understand_texts": errands_in.understand_texts, "serve_console": errands_people.translate}


@pytest.fixture(scope="module")
def one_session() -> Iterator[None]:
    """What all stages share."""
    with own_session():
        yield


def _errand(function: str) -> Callable[[Stage], None]:
    """The errand of a function carries its name."""
    found: Callable[[Stage], None] = ERRANDS[function]
    return found


@pytest.mark.enable_socket  # the simulated platforms answer on loopback
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_what_it_does_and_nothing_else(function: str) -> None:
    """Over every path, the calls of a handler need exactly what the `work` policy of its role grants."""
    with stage(SYSTEM) as set_up:
        _errand(function)(set_up)
        grants, calls = granted(SYSTEM, function, set_up.resolved), set_up.calls[function]
    assert _refused(calls, grants) == set(), "called, but not granted"
    assert _idle(grants, calls) == set(), "granted, but never called"


@pytest.mark.parametrize(("function", "errand"), PAID.items(), ids=PAID)
def test_paid_engines_add_exactly_what_they_need(function: str, errand: Callable[[Stage], None]) -> None:
    """With paid engines a role is granted what it was and what they are called for; all of that is called."""
    with stage(SYSTEM, "UsesAwsLanguage") as set_up:
        errand(set_up)
        grants, calls = granted(SYSTEM, function, set_up.resolved), set_up.calls[function]
        without = granted(SYSTEM, function, replace(set_up.resolved, conditions=frozenset()))
    assert without < grants
    assert _refused(calls, grants) == set(), "called, but not granted"
    assert _idle(grants - without, calls) == set(), "granted, but never called"


def _refused(calls: set[Right], grants: set[Right]) -> set[Right]:
    return {call for call in calls if not any(allows(grant, call) for grant in grants)}


def _idle(grants: set[Right], calls: set[Right]) -> set[Right]:
    return {grant for grant in grants if not any(allows(grant, call) for call in calls)}
