"""Stored mails become deliveries."""
