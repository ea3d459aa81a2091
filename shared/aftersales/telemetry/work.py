"""One log line and a few metrics per unit of work. Field values are counts, codes and ids of our own, never customers' words."""

from collections.abc import Mapping

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

_logger = Logger()
_metrics = Metrics(namespace="AfterSales")


def report(work: str, counts: Mapping[str, int], **fields: str | float | None) -> None:
    """Write the line of one unit of work and count its outcomes as metrics (`<work>.<outcome>`)."""
    for name, number in counts.items():
        _metrics.add_metric(name=f"{work}.{name}", unit=MetricUnit.Count, value=number)
    if counts:
        _metrics.flush_metrics()
    _logger.info(work, extra={"counts": dict(counts), **fields})


def problem(work: str, error: str, **fields: str | float | None) -> None:
    """Write the line of work that went wrong: the error's type or code, never its text."""
    _metrics.add_metric(name=f"{work}.failed", unit=MetricUnit.Count, value=1)
    _metrics.flush_metrics()
    _logger.error(work, extra={"error": error, **fields})
