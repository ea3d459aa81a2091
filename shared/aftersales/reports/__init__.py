"""The weekly report, put together from figures."""
