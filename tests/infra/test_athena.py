"""BI tools find the tables that the lake exports."""

import re

from aftersales.lake.export import NOT_EXPORTED
from aftersales.lake.tables import TABLES
from aftersales.metrics.catalogue import CONTRACTS
from infra.athena import PAGE, page
from infra.local.template import read_template, resources_of


def test_the_tables_are_those_of_the_lake() -> None:
    """infra/athena.yaml is what `python -m infra.athena` would write now."""
    assert PAGE.read_text("utf-8") == page()


def test_each_exported_table_is_known_to_athena() -> None:
    """Typed tables, ledger, cubes and restatements; partitions are counted up, each query names its workspace."""
    found = {
        entry["Properties"]["TableInput"]["Name"]: entry["Properties"]["TableInput"]
        for entry in resources_of(read_template(PAGE), "AWS::Glue::Table").values()
    }
    exported = {name for name in TABLES if name not in NOT_EXPORTED}
    assert set(found) == {*exported, "settings", "ledger", "cube", "product_cube", "spans", "restatements"}
    for table in found.values():
        assert table["Parameters"]["projection.workspace.type"] == "injected"
        assert table["PartitionKeys"][0]["Name"] == "workspace"


def test_a_contract_reads_only_what_athena_knows() -> None:
    """Every table that a contract's SQL names is exported, or made within it."""
    known = {*TABLES, "settings"} - set(NOT_EXPORTED)
    for contract in CONTRACTS.values():
        made = set(re.findall(r"(\w+) AS \(", contract.sql))
        read = set(re.findall(r"(?:FROM|JOIN)\s+([a-z_]+)", contract.sql))
        assert read - made <= known, contract.name
