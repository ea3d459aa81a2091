"""`python -m infra.handbook` writes docs/metrics.md anew from the contracts."""

from pathlib import Path

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.handbook import handbook


def main() -> None:
    """Write the page."""
    page = Path(__file__).parents[1] / "docs" / "metrics.md"
    page.write_text(handbook(CONTRACTS.values()), "utf-8")


if __name__ == "__main__":
    main()
