"""The European Central Bank: what currencies were worth on each of its working days."""
