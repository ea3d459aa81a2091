"""Contracts say what they are, in both languages, and keep to the tables of the lake."""

import re

import pytest

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Contract, Words
from aftersales.metrics.sums import DIMENSIONS


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_contract_is_whole_in_both_languages(contract: Contract) -> None:
    """Title, formula, numerator, denominator, basis and exclusions are told in Chinese and in English."""
    texts = [
        value
        for value in (getattr(contract, name) for name in contract.__slots__)
        if isinstance(value, Words)
    ]
    assert len(texts) == 6
    for words in texts:
        assert words.zh.strip()
        assert not re.search("[\u3000-\u9fff\uff00-\uffef]", words.en)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_contract_reads_only_what_its_rows_name(contract: Contract) -> None:
    """Its dimensions are known, and its SQL holds no value of its own choosing but its parameters."""
    assert set(contract.dimensions) <= set(DIMENSIONS)
    assert "{" not in contract.sql
    assert ";" not in contract.sql


def test_each_title_is_one_metrics_own() -> None:
    """No two figures can be mistaken for each other."""
    assert len({contract.title.en for contract in CONTRACTS.values()}) == len(CONTRACTS)
    assert len({contract.title.zh for contract in CONTRACTS.values()}) == len(CONTRACTS)
