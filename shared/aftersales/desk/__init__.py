"""What people do with cases: list, open, answer, resolve."""
