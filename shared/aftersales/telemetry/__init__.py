"""One log line and one metric per unit of work."""
