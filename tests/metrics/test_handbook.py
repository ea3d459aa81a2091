"""The handbook says what the contracts say."""

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.handbook import handbook
from tests.architecture.repository import ROOT


def test_the_handbook_is_up_to_date() -> None:
    """docs/metrics.md is what `python -m infra.handbook` would write now."""
    assert (ROOT / "docs" / "metrics.md").read_text("utf-8") == handbook(CONTRACTS.values())


def test_every_metric_has_its_chapter() -> None:
    """With its words in both languages and its SQL."""
    page = handbook(CONTRACTS.values())
    for name, contract in CONTRACTS.items():
        assert f"\n## {name}\n" in page
        assert contract.title.zh in page
        assert contract.sql.strip() in page
