"""The template's expressions, worked out for a stack that stands on moto."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.local.template import Document

REGION, ACCOUNT, STACK = "us-east-1", "123456789012", "parity"
_PSEUDO = {
    "AWS::StackName": STACK,
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Works out Ref, GetAtt, Sub and If; `references` is what a Ref gives for the resources that exist."""

    template: Document
    conditions: frozenset[str] = frozenset()
    references: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, value: Any) -> Any:
        """Return a value of the template with its expressions replaced."""
        if isinstance(value, list):
            return [self(one) for one in value]
        if not isinstance(value, dict):
            return value
        [(name, argument)] = value.items()
        expressions: dict[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Fn::GetAtt": self._attribute,
            "Fn::Sub": self._filled,
            "Fn::If": lambda three: self(three[1] if three[0] in self.conditions else three[2]),
        }
        return expressions[name](argument)

    def _ref(self, name: str) -> str:
        if name in _PSEUDO:
            return _PSEUDO[name]
        if name in self.template["Parameters"]:
            return str(self.parameters.get(name, self.template["Parameters"][name].get("Default", "")))
        kind = self.template["Resources"][name]["Type"]
        return STACK if kind == "AWS::SES::ConfigurationSet" else self.references.get(name, name)

    def _attribute(self, path: list[str]) -> str:
        name, attribute = path
        assert attribute == "Arn", f"{attribute} of {name} is not known here"
        kind = self.template["Resources"][name]["Type"]
        reference = self._ref(name)
        place = f"{REGION}:{ACCOUNT}"
        return {
            "AWS::DynamoDB::Table": f"arn:aws:dynamodb:{place}:table/{reference}",
            "AWS::S3::Bucket": f"arn:aws:s3:::{reference}",
            "AWS::SQS::Queue": f"arn:aws:sqs:{place}:{reference.rsplit('/', 1)[-1]}",
        }[kind]

    def _filled(self, text: str) -> str:
        def replaced(found: re.Match[str]) -> str:
            name, _, attribute = found[1].partition(".")
            return self._attribute([name, attribute]) if attribute else self._ref(name)

        return re.sub(r"\$\{([^}]+)\}", replaced, text)
