"""What the architecture tests look at: files of this repository, parsed once."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "shared" / "aftersales"
FUNCTIONS = ROOT / "functions"
TESTS = ROOT / "tests"
DOCS = ROOT / "docs"
TEMPLATE = ROOT / "infra" / "template.yaml"
OURS = ("shared", "functions", "infra", "layers", "tests")


def sources(*folders: str) -> list[Path]:
    """Return the Python files below these folders of the root (all of ours by default), in a stable order."""
    return sorted(
        path
        for folder in folders or OURS
        for path in (ROOT / folder).rglob("*.py")
        if not any(part.startswith(".") or part == "node_modules" for part in path.relative_to(ROOT).parts)
    )


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def function_names() -> list[str]:
    """Return the names of the Lambda functions: the folders of functions/ that hold a handler."""
    return sorted(path.parent.name for path in FUNCTIONS.glob("*/handler.py"))


def logical_id(name: str) -> str:
    """Return what the template calls a function."""
    return name.title().replace("_", "") + "Function"


def headings(path: Path) -> set[str]:
    """Return the text of a Markdown file's headings of any level, without `#` and back-quotes."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.lstrip("#").strip().strip("`") for line in lines if line.startswith("#")}


def names_in(node: ast.AST) -> Iterator[str]:
    """Yield every name and attribute that an expression mentions."""
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            yield child.id
        elif isinstance(child, ast.Attribute):
            yield child.attr


def inside(path: Path) -> str:
    """Return a path as the reader of a failure wants it: relative to the root."""
    return path.relative_to(ROOT).as_posix()
