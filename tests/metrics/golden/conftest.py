"""Fixtures of the golden cases."""

from tests.metrics.golden.telling import tell

__all__ = ["tell"]
