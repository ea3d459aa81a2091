"""Metric contracts and what is done with them: periods, statistics, figures, comparisons, rankings, alerts, charts."""
