"""Requests of people about their own data: erasing it everywhere, and handing it out."""
