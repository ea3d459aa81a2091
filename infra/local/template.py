"""Reads a CloudFormation template into plain data: `!Ref X` becomes {"Ref": "X"}, as in JSON."""

from pathlib import Path
from typing import Any, TypeAlias

import yaml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"
# What a template, or a part of it, looks like as data. Its shape is CloudFormation's, not ours.
Document: TypeAlias = dict[str, Any]


class _Loader(yaml.CSafeLoader):
    """A safe loader that knows CloudFormation's short forms; libyaml, which every wheel carries, is ten times as fast."""


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> Document:
    name = suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}"
    value: object
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    else:
        raise TypeError(f"unexpected YAML node {node!r}")
    if name == "Fn::GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name: value}


yaml.add_multi_constructor("!", _short_form, Loader=_Loader)


def read_template(path: Path = TEMPLATE) -> Document:
    """Return the template as data. Raises yaml.YAMLError when it is none."""
    document: Document = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    return document


def resources_of(template: Document, *kinds: str) -> dict[str, Document]:
    """Return logical id → resource for the resources of these types, in the template's order."""
    return {name: body for name, body in template["Resources"].items() if body["Type"] in kinds}
