"""Years of history for one workspace, written straight into a lake: for measuring at a scale that no laptop receives by webhook."""
