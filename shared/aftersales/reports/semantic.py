"""Files with which BI tools begin: connections and every metric's meaning, written from the contracts so that they cannot drift."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Contract, Form

COLUMNS = (
    ("metric", "string", "dimension"),
    ("by", "string", "dimension"),
    ("key", "string", "dimension"),
    ("period", "string", "dimension"),
    ("first_day", "date", "dimension"),
    ("last_day", "date", "dimension"),
    ("value", "real", "measure"),
    ("numerator", "real", "measure"),
    ("denominator", "real", "measure"),
    ("low", "real", "measure"),
    ("high", "real", "measure"),
    ("tail", "real", "measure"),
    ("unit", "string", "dimension"),
    ("enough", "boolean", "dimension"),
    ("provisional", "boolean", "dimension"),
    ("reason", "string", "dimension"),
    ("before", "real", "measure"),
    ("difference", "real", "measure"),
    ("direction", "string", "dimension"),
)
"""What a line of figures holds, in this order: name, type, and whether a tool groups by it or adds it up."""

_M_TYPES = {"string": "type text", "date": "type date", "real": "type number", "boolean": "type logical"}
_LEDGER = (
    ("metric", "string"), ("dated", "datetime"), ("known", "datetime"), ("entity", "string"), ("label", "string"),
    ("sku", "string"), ("store", "string"), ("market", "string"), ("platform", "string"), ("channel", "string"),
    ("agent", "string"), ("cause", "string"), ("carrier", "string"), ("part", "string"), ("workspace", "string"),
)  # fmt: skip
_DATABASE = "aftersales"
"""What infra/athena.yaml calls the database unless it is told another name."""


def power_bi_connection(address: str) -> str:
    """Return a .pbids file: Power BI Desktop opens it and asks for the token (basic authentication, password)."""
    source = {
        "details": {"protocol": "http", "address": {"url": f"{address}/bi/figures.csv"}},
        "options": {},
        "mode": "Import",
    }
    return json.dumps({"version": "0.1", "connections": [source]}, indent=2) + "\n"


def power_query(address: str) -> str:
    """Return a Power Query script for Power BI and Excel: a function of figures, and the list of metrics."""
    types = ", ".join(f'{{"{name}", {_M_TYPES[kind]}}}' for name, kind, _ in COLUMNS)
    known = ",\n    ".join(
        f'{{"{one.name}", "{_quoted(one.title.zh)}", "{_quoted(one.title.en)}", "{one.unit.value}"}}'
        for one in CONTRACTS.values()
    )
    return f"""section AfterSales;

// Sign in with "Basic": any user name, the token as password. Filters are those of the console's address:
// [sku = "...", store = "...", market = "...", platform = "...", channel = "...", agent = "...", cause = "...", carrier = "..."].
shared Address = "{address}";

shared Figures = (metric as text, optional grain as text, optional first as text, optional last as text, optional by as text,
    optional filters as record) as table =>
let
    asked = Record.FromList({{metric, grain, first, last, by}}, {{"metric", "grain", "from", "to", "by"}}),
    given = Record.SelectFields(asked, List.Select(Record.FieldNames(asked), each Record.Field(asked, _) <> null)),
    answer = Web.Contents(Address, [RelativePath = "bi/figures.csv", Query = given & (filters ?? [])]),
    lines = Table.PromoteHeaders(Csv.Document(answer, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv])),
    typed = Table.TransformColumnTypes(lines, {{{types}}}, "en-US")
in
    typed;

shared Metrics = #table({{"name", "zh", "en", "unit"}}, {{
    {known}
}});
"""


def tableau_source(address: str) -> str:
    """Return a .tds file: the ledger in Athena with a calculated field for each metric that is a quotient or a sum.

    Server, workgroup and credentials are the reader's own and asked for by Tableau; a database of another name too.
    """
    root = ET.Element(
        "datasource",
        {
            "formatted-name": "helloword-after-sales",
            "inline": "true",
            "version": "18.1",
            "source-platform": "win",
        },
    )
    root.append(ET.Comment(f" figures of {address}; the same sums as its API "))
    _athena(root)
    for name, kind in _LEDGER:
        _column(root, name, kind, "dimension")
    for name in ("numerator", "denominator"):
        _column(root, name, "real", "measure")
    for contract in CONTRACTS.values():
        _calculation(root, contract)
    ET.indent(root)
    return f"<?xml version='1.0' encoding='utf-8' ?>\n{ET.tostring(root, encoding='unicode')}\n"


def _athena(root: ET.Element) -> None:
    """Where the ledger lies."""
    connection = ET.SubElement(root, "connection", {"class": "federated"})
    named = ET.SubElement(connection, "named-connections")
    one = ET.SubElement(named, "named-connection", {"caption": "Athena", "name": "athena.aftersales"})
    ET.SubElement(
        one,
        "connection",
        {"class": "athena", "dbname": "AwsDataCatalog", "port": "443", "schema": _DATABASE, "server": ""},
    )
    ET.SubElement(
        connection,
        "relation",
        {
            "connection": "athena.aftersales",
            "name": "ledger",
            "table": f"[{_DATABASE}].[ledger]",
            "type": "table",
        },
    )


def _calculation(root: ET.Element, contract: Contract) -> None:
    """A metric as a calculated field with its formula in words; nothing where sums do not tell it."""
    formula = _tableau_formula(contract)
    if not formula:
        return
    column = _column(root, f"Calculation_{contract.name}", "real", "measure", caption=contract.title.en)
    ET.SubElement(column, "calculation", {"class": "tableau", "formula": formula})
    words = ET.SubElement(ET.SubElement(column, "desc"), "formatted-text")
    told = f"{contract.title.zh}: {contract.formula.zh} / {contract.formula.en}"
    ET.SubElement(words, "run").text = told


def _column(root: ET.Element, name: str, kind: str, role: str, caption: str = "") -> ET.Element:
    shape = "quantitative" if role == "measure" else "nominal"
    given = {"datatype": kind, "name": f"[{name}]", "role": role, "type": shape}
    return ET.SubElement(root, "column", {"caption": caption, **given} if caption else given)


def _tableau_formula(contract: Contract) -> str:
    """Sums of the ledger tell proportions, ratios, means and totals; medians need the values behind them."""
    mine = f"IF [metric] = '{contract.name}' THEN {{}} END"
    numerator, denominator = (f"SUM({mine.format(f'[{name}]')})" for name in ("numerator", "denominator"))
    if contract.form in {Form.PROPORTION, Form.RATIO, Form.MEAN}:
        scaled = numerator if contract.scale == 1 else f"{contract.scale:g} * {numerator}"
        return f"{scaled} / {denominator}"
    return numerator if contract.form in {Form.TOTAL, Form.COUNT} else ""


def _quoted(text: str) -> str:
    return text.replace('"', '""')


FILES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "aftersales.pbids": power_bi_connection,
        "aftersales.pq": power_query,
        "aftersales.tds": tableau_source,
    }
)
"""File name → what writes it, given the console's address."""
