"""serve_api: an event that the gateway has authorised becomes JSON."""

import json

import pytest

from aftersales.accounts.api_tokens import issue
from aftersales.records.api_token import Scope
from aftersales.records.workspace import Connection
from aftersales.web.api import Api
from aftersales.web.api_operations import ApiRooms
from functions.serve_api.handler import handler
from tests.cases import building as make
from tests.cases.building import SETTINGS
from tests.functions.events import event
from tests.web.in_memory import NOW, House
from tests.web.test_api import InMemoryImports, ranked


@pytest.fixture
def imports() -> InMemoryImports:
    """Where imported files arrive."""
    return InMemoryImports()


@pytest.fixture
def house() -> House:
    """A house."""
    return House()


@pytest.fixture
def api(imports: InMemoryImports, house: House) -> Api:
    """An API over one waiting case and one connection."""
    house.dossiers.add([make.fact(make.message(1))], SETTINGS)
    house.workspaces.save_connection(
        Connection(
            workspace="w", id="amazon-main", platform="amazon", store="amazon-main", name="A", address="S"
        )
    )
    return Api(
        ApiRooms(
            dossiers=house.dossiers,
            workspaces=house.workspaces,
            deliveries=house.deliveries,
            figures_of=house.figures_of,
            movers_of=ranked,
            tokens=house.tokens,
            imports=imports,
        )
    )


def test_waiting_cases_are_listed(api: Api) -> None:
    """A member's token gives the cases of the member's workspace."""
    answer = handler(event("serve_api", "waiting_cases"), None, api)
    assert answer["statusCode"] == 200
    assert [case["order_number"] for case in json.loads(answer["body"])["cases"]] == ["1001"]


def test_an_unconfirmed_address_is_nobody(api: Api) -> None:
    """A token whose address was changed and not confirmed opens nothing."""
    assert handler(event("serve_api", "unconfirmed_address"), None, api)["statusCode"] == 403


def test_a_report_in_another_encoding_arrives_byte_for_byte(api: Api, imports: InMemoryImports) -> None:
    """The gateway sends bytes as base64; they are not touched on their way."""
    answer = handler(event("serve_api", "import_of_a_report"), None, api)
    assert answer["statusCode"] == 200
    assert imports.taken[0][2].endswith(b"caf\xe9\r\n")


def test_a_program_reads_figures_with_its_token(api: Api, house: House) -> None:
    """Below /bi the gateway checks nothing; the token in the header does."""
    assert handler(event("serve_api", "figures_for_bi"), None, api)["statusCode"] == 401
    ids = ("excel", "secret")
    issue(house.tokens, workspace="w", name="BI", scopes=list(Scope), by="x", ids=ids, now=NOW)
    answer = handler(event("serve_api", "figures_for_bi"), None, api)
    assert answer["statusCode"] == 200
    assert answer["body"].startswith('\ufeff"metric",')
