"""A secret is compared in constant time."""

import ast

import pytest

from tests.architecture.repository import inside, names_in, sources, tree

SECRET = ("signature", "secret", "hmac", "token", "csrf", "password")

# Where texts are read, a token is a word.
WORDS = {"language", "engines"}


def _is_secret(node: ast.expr) -> bool:
    # `token.kind == "x"` compares a kind, so only the last name of an expression counts.
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    if isinstance(node, ast.Call):
        # The digest of a body may be compared as it likes; one made with a key may not.
        return "hmac" in names_in(node) and bool({"digest", "hexdigest"} & set(names_in(node)))
    # A name in capitals is a word of a protocol, such as a kind of challenge.
    return not name.isupper() and any(part in name.lower() for part in SECRET)


def _compares_secret(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare) or not all(
        isinstance(operator, ast.Eq | ast.NotEq) for operator in node.ops
    ):
        return False
    sides = [node.left, *node.comparators]
    # An empty string or None is not a secret: asking whether one is there at all leaks nothing.
    if any(isinstance(side, ast.Constant) and side.value in ("", b"", None) for side in sides):
        return False
    return any(map(_is_secret, sides))


def test_secrets_are_compared_in_constant_time() -> None:
    """Signatures, tokens and digests are compared by hmac.compare_digest, never by == or !=."""
    found = [
        f"{inside(path)}:{node.lineno}"
        for path in sources("shared", "functions")
        if not WORDS & set(path.parts)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Compare) and _compares_secret(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("signature == expected", True),
        ("request.signature != expected", True),
        ("hmac.new(key, body, sha256).hexdigest() == given", True),
        ("sha256(body).hexdigest() == known", False),
        ("challenge == NEW_PASSWORD", False),
        ("token == ''", False),
        ("hmac.compare_digest(signature, expected)", False),
        ("token.kind == 'report'", False),
    ],
)
def test_a_leaky_comparison_is_recognised(text: str, *, caught: bool) -> None:
    """Each leaky form is found, and a harmless one is left alone."""
    assert any(_compares_secret(node) for node in ast.walk(ast.parse(text))) is caught
