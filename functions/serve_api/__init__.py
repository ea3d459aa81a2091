"""Answers the JSON API."""
