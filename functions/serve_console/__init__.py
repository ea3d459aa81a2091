"""Renders the pages of the console."""
