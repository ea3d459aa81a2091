"""The sample's report, made once."""

from tests.reports.conftest import quarter, weekly

__all__ = ["quarter", "weekly"]
