"""Report link → file."""
