"""Platforms are asked for what no webhook tells."""
