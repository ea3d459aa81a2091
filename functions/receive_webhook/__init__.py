"""Checks a delivery on its raw bytes, writes it once to the queue, answers."""
