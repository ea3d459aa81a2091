"""HelloWord After-Sales: deliveries of many platforms become facts, cases and figures."""
