"""Table stream → lake."""
