"""Reads what customers wrote."""
