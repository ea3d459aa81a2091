"""Schedule → alerts."""
