"""The same SQL for Athena: DuckDB's text, parameters filled in, each table cut down to one workspace."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import ClassVar

from sqlglot import ErrorLevel, exp, parse_one
from sqlglot.dialects.trino import Trino
from sqlglot.generators.trino import TrinoGenerator


class _Words(TrinoGenerator):
    """Athena's queries are Trino's. `x AT TIME ZONE z` stays as it is: Trino has the operator too, and more engines know it."""

    TRANSFORMS: ClassVar = {
        kind: write for kind, write in TrinoGenerator.TRANSFORMS.items() if kind is not exp.AtTimeZone
    }


def athena_sql(sql: str, parameters: Mapping[str, object] | None = None, workspace: str | None = None) -> str:
    """Return SQL in Athena's dialect; raises sqlglot's errors for what Athena has no words for.

    With a workspace every table is read where its partition `workspace` is that one: Glue tables hold them all.
    """
    tree = _parsed(sql).copy()
    for parameter in list(tree.find_all(exp.Parameter, exp.Placeholder)):
        if parameters is not None:
            parameter.replace(_literal(parameters[parameter.name]))
    if workspace is not None:
        within = {cte.alias for cte in tree.find_all(exp.CTE)}
        for table in list(tree.find_all(exp.Table)):
            if table.name not in within:
                table.replace(_of_workspace(table, workspace))
    return written(tree)


def written(tree: exp.Expr) -> str:
    """Return a query's text in Athena's dialect."""
    return _Words(dialect=Trino(), comments=False, unsupported_level=ErrorLevel.RAISE).generate(tree)


@cache
def _parsed(sql: str) -> exp.Expr:
    return parse_one(sql, read="duckdb")


def _of_workspace(table: exp.Table, workspace: str) -> exp.Subquery:
    mine = exp.EQ(this=exp.column("workspace"), expression=exp.Literal.string(workspace))
    rows = exp.select("*").from_(exp.table_(table.name)).where(mine)
    return rows.subquery(table.alias or table.name)


def _literal(value: object) -> exp.Expr:
    if isinstance(value, datetime):
        return exp.cast(exp.Literal.string(f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"), "timestamp")
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "date")
    return exp.convert(value)
