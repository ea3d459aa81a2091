"""What the template lets each function's code call, for the test that compares it with what the code does call."""

from collections.abc import Iterable, Iterator
from typing import Any

from infra.local.template import Document, resources_of

# A function's role has two policies: `platform` is used by Lambda on its behalf, `work` by its code.
WORK = "work"


def grants(template: Document, conditions: frozenset[str] = frozenset()) -> dict[str, set[str]]:
    """Return folder name → actions of the function's `work` policy, such as {"sqs:SendMessage"}.

    `conditions` are those that hold (`UsesAwsLanguage`); statements under any other are left out.
    """
    functions = resources_of(template, "AWS::Serverless::Function")
    return {
        folder_of(function): {
            action
            for statement in statements_of(role_of(template, function), {WORK}, conditions)
            for action in actions_of(statement)
        }
        for function in functions.values()
    }


def folder_of(function: Document) -> str:
    """Return the folder of a function's code, which is also its plain name."""
    handler: str = function["Properties"]["Handler"]
    return handler.split(".", maxsplit=1)[0]


def role_of(template: Document, function: Document) -> Document:
    """Return the role resource that a function names."""
    logical_id, _ = function["Properties"]["Role"]["Fn::GetAtt"]
    role: Document = template["Resources"][logical_id]
    return role


def statements_of(role: Document, policies: Iterable[str], conditions: frozenset[str]) -> Iterator[Document]:
    """Yield the statements of these policies of a role that are in force under `conditions`."""
    for policy in role["Properties"]["Policies"]:
        if policy["PolicyName"] in policies:
            for statement in policy["PolicyDocument"]["Statement"]:
                yield from _in_force(statement, conditions)


def actions_of(statement: Document) -> list[str]:
    """Return a statement's actions, one or many."""
    actions: Any = statement["Action"]
    return [actions] if isinstance(actions, str) else list(actions)


def _in_force(statement: Document, conditions: frozenset[str]) -> Iterator[Document]:
    if "Fn::If" not in statement:
        yield statement
        return
    condition, yes, no = statement["Fn::If"]
    chosen = yes if condition in conditions else no
    if chosen != {"Ref": "AWS::NoValue"}:
        yield chosen
