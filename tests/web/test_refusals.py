"""Whoever is refused is told what to do next."""

import re

import pytest

from aftersales.web.refusals import REFUSALS

TO_DO = re.compile(
    r"\b(choose|write|name|load|open|go back|tick|copy the|revoke|remove|change|delete|shorten|look|send|download|give|promise|leave|answer it"
    r"|answer a|state|connects|make somebody|one supplier a line|one cause a line)\b|\bneeds?\b|at most|has either|list of",
    re.IGNORECASE,
)


@pytest.mark.parametrize("reason", sorted(REFUSALS))
def test_a_refusal_says_what_to_do(reason: str) -> None:
    """A verdict alone leaves a seller standing: each sentence names a step, a form to write, or a limit to keep."""
    assert TO_DO.search(REFUSALS[reason])
