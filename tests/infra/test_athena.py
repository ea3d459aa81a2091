"""BI tools find the tables that the lake exports."""

import re
from xml.etree import ElementTree as ET

from aftersales.lake.export import NOT_EXPORTED
from aftersales.lake.tables import TABLES
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.reports.semantic import FILES
from infra.athena import PAGE, page
from infra.local.template import ROOT, read_template, resources_of


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


TABLEAU = {
    "string": "string",
    "datetime": "timestamp",
    "real": "double",
}


def test_tableaus_file_names_what_is_there() -> None:
    """Database, table, columns and their types are those of the template, partition keys among them."""
    root = ET.fromstring(FILES["aftersales.tds"]("https://console.example"))  # noqa: S314 our own file
    template = read_template(PAGE)
    database = template["Parameters"]["Database"]["Default"]
    assert [one.get("schema") for one in root.iter("connection") if one.get("class") == "athena"] == [
        database
    ]
    assert [one.get("table") for one in root.iter("relation")] == [f"[{database}].[ledger]"]
    ledger = template["Resources"]["LedgerTable"]["Properties"]["TableInput"]
    held = [*ledger["StorageDescriptor"]["Columns"], *ledger["PartitionKeys"]]
    known = {column["Name"]: column["Type"] for column in held}
    named = {
        column.get("name", "")[1:-1]: TABLEAU[column.get("datatype", "")]
        for column in root.iter("column")
        if column.find("calculation") is None
    }
    assert named
    assert named.items() <= known.items()


def test_the_documents_command_deploys_the_stack() -> None:
    """Its parameters are the template's, and the output that it takes a bucket from is the system's."""
    text = (ROOT / "docs" / "bi.md").read_text("utf-8")
    (command,) = re.findall(r"sam deploy --template-file infra/athena.yaml.*?```", text, re.DOTALL)
    template = read_template(PAGE)
    given = set(re.findall(r"(\w+)=", command))
    needed = {name for name, one in template["Parameters"].items() if "Default" not in one}
    assert needed <= given <= set(template["Parameters"])
    (output,) = re.findall(r"LakeBucket=<(\w+)>", command)
    assert output in read_template()["Outputs"]
    assert "--capabilities" not in command
    assert not resources_of(template, "AWS::IAM::Role")
