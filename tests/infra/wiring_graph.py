"""Which settings a function reads and what it imports late, found by following calls through `aftersales.wiring` in its syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache

from infra.local.template import ROOT

WIRING = ROOT / "shared" / "aftersales" / "wiring"
PACKAGE = "aftersales.wiring"


def settings_of(function: str) -> set[str]:
    """Return the names that `functions/<function>/handler.py` reads through `setting("…")`, however late."""
    return {name for definition in _reached(function) for name in _settings(definition)}


def late_imports_of(function: str) -> set[str]:
    """Return the modules that the function's wiring imports only when they are needed."""
    return {
        node.module
        for definition in _reached(function)
        for node in ast.walk(definition)
        if isinstance(node, ast.ImportFrom) and node.module
    }


def _reached(function: str) -> Iterator[ast.stmt]:
    """Yield every definition of wiring that the handler can come to."""
    tree = ast.parse((ROOT / "functions" / function / "handler.py").read_text())
    seen: set[tuple[str, str]] = set()
    waiting = list(_wired(tree, "", tree))
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        module, name = place
        definition = _definitions(module).get(name)
        if definition is not None:
            yield definition
            waiting.extend(_wired(definition, module, _tree(module)))


@cache
def _tree(module: str) -> ast.Module:
    path = WIRING / f"{module}.py"
    return ast.parse(path.read_text() if path.exists() else "")


def _definitions(module: str) -> dict[str, ast.stmt]:
    named: dict[str, ast.stmt] = {}
    for node in _tree(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            named[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named[node.targets[0].id] = node
    return named


def _settings(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == "setting":
            argument = call.args[0]
            assert isinstance(argument, ast.Constant), "a setting's name is written out where it is read"
            yield str(argument.value)


def _wired(node: ast.AST, module: str, top: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield (wiring module, name) for everything of wiring that `node` mentions."""
    imported = dict(_imports(top)) | dict(_imports(node))
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            if child.id in imported and imported[child.id][1]:
                yield imported[child.id]
            elif child.id in _definitions(module):
                yield module, child.id
        elif isinstance(child, ast.Attribute) and isinstance(child.value, ast.Name):
            owner, name = imported.get(child.value.id, ("", "-"))
            if not name:
                yield owner, child.attr


def _imports(node: ast.AST) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield local name → (wiring module, name), or (wiring module, "") where the module itself is imported."""
    for child in ast.walk(node):
        if not isinstance(child, ast.ImportFrom) or not child.module:
            continue
        for alias in child.names:
            known_as = alias.asname or alias.name
            if child.module == PACKAGE:
                yield known_as, (alias.name, "")
            elif child.module.startswith(f"{PACKAGE}."):
                yield known_as, (child.module.removeprefix(f"{PACKAGE}."), alias.name)
