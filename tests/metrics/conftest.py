"""Fixtures of the figures' tests."""

from tests.metrics.asking import ask
from tests.metrics.golden.telling import tell

__all__ = ["ask", "tell"]
