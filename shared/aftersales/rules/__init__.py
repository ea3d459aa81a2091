"""A seller's own rules: what to do when a case changes."""
